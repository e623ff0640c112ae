const head = 'apiVersion: t.dev/v1\nkind: Scratch\nmetadata: {name: a}\n'
const json = '{"apiVersion":"t.dev/v1","kind":"Scratch","metadata":{"name":"a"},"spec":'
const long = 'k'.repeat(1100)

type Row = readonly [name: string, text: string, specs: readonly string[], end?: 'refused']

const refused = 'refused'

/**
 * What kubectl 1.32 makes of a file: the `spec` of each object that `kubectl create
 * --dry-run=client -o json` prints, and whether it then gives up. In a text <H> stands for the
 * lines before `spec`, <J> for the same in JSON, without its last brace, and <K> for a long key.
 */
// biome-ignore format: a table
const rows: readonly Row[] = [
  ['nothing', '', []],
  ['blank lines and comments', '\n# a\n\n', []],
  ['separators only', '---\n---\n', []],
  ['null', '---\nnull\n', []],
  ['one document', '<H>spec: {a: 1}\n', ['{"a":1}']],
  ['no line break at the end', '<H>spec: {a: 1}', ['{"a":1}']],
  ['two documents', '<H>spec: {a: 1}\n---\n<H>spec: {a: 2}\n', ['{"a":1}', '{"a":2}']],
  ['empty documents between', '---\n---\n# c\n---\n<H>spec: {a: 1}\n---\n\n---\n<H>spec: {a: 2}\n---\n', ['{"a":1}', '{"a":2}']],
  ['a comment after ---', '--- # c\n<H>spec: {a: 1}\n---\t# d\n<H>spec: {a: 2}\n', ['{"a":1}', '{"a":2}']],
  ['a comment right after a later ---', '<H>spec: {a: 1}\n---#c\n<H>spec: {a: 2}\n', ['{"a":1}', '{"a":2}']],
  ['a comment right after the first ---', '---#c\n<H>spec: {a: 1}\n', [], refused],
  ['content after the first ---', '--- {a: 1}\n<H>spec: {a: 1}\n', [], refused],
  ['content after a later ---', '<H>spec: {a: 1}\n---\n<H>spec: {a: 2}\n--- {a: 1}\n<H>spec: {a: 3}\n', ['{"a":1}'], refused],
  ['four dashes', '<H>spec: {a: 1}\n----\n<H>spec: {a: 2}\n', [], refused],
  ['--- in a block scalar', '<H>spec:\n  a: |\n    ---\n    b\n---\n<H>spec: {a: 2}\n', ['{"a":"---\\nb\\n"}', '{"a":2}']],
  ['the end marker, and more after it', '<H>spec: {a: 1}\n...\n<H>spec: [\n', ['{"a":1}']],
  ['the end marker first', '...\n<H>spec: {a: 1}\n', [], refused],
  ['the end marker after ---', '---\n...\n<H>spec: {a: 1}\n', []],
  ['lines that end in CR LF', 'apiVersion: t.dev/v1\r\nkind: Scratch\r\nmetadata: {name: a}\r\nspec:\r\n  a: |\r\n    b\r\n    c\r\n  d: "e\r\n    f"\r\n---\r\napiVersion: t.dev/v1\r\nkind: Scratch\r\nmetadata: {name: a}\r\nspec: {a: 2}\r\n', ['{"a":"b\\nc\\n","d":"e f"}', '{"a":2}']],
  ['a byte order mark', '\uFEFF<H>spec: {a: 1}\n', ['{"a":1}']],
  ['a byte order mark before ---', '\uFEFF---\n<H>spec: {a: 1}\n---\n\uFEFF<H>spec: {a: 2}\n', ['{"a":1}', '{"a":2}']],
  ['a byte order mark before JSON', '\uFEFF<J>{"a":1}}', ['{"a":1}']],
  ['a YAML directive', '%YAML 1.1\n---\n<H>spec: {a: 1}\n', [], refused],
  ['an unknown directive', '%FOO\n---\n<H>spec: {a: 1}\n', [], refused],
  ['a tag directive', '%TAG !e! tag:e.com,2000:\n---\n<H>spec: {a: !e!b 1}\n', [], refused],
  ['a repeated key', '<H>spec: {a: 1, b: 2, a: 3}\n', ['{"a":3,"b":2}']],
  ['a repeated key in JSON', '<J>{"a":1,"a":2}}', ['{"a":2}']],
  ['anchors and aliases', '<H>spec:\n  a: &x {b: 1}\n  c: *x\n  d: [*x, *x]\n', ['{"a":{"b":1},"c":{"b":1},"d":[{"b":1},{"b":1}]}']],
  ['an anchor given twice', '<H>spec: {a: [&x 1, *x, &x 2, *x]}\n', ['{"a":[1,1,2,2]}']],
  ['an unknown anchor', '<H>spec: {a: *x}\n', [], refused],
  ['an anchor inside itself', '<H>spec: {a: &x [*x]}\n', [], refused],
  ['an anchor of another document', '<H>spec: {a: &x 1}\n---\n<H>spec: {a: *x}\n', ['{"a":1}'], refused],
  ['an anchor with a dot', '<H>spec: {a: &x.y 1}\n', [], refused],
  ['an alias as a key', '<H>spec: {a: &x key, *x : 1}\n', ['{"a":"key","key":1}']],
  ['a merge before', '<H>spec:\n  a: &x {b: 1, c: 2}\n  d: {<<: *x, b: 3}\n', ['{"a":{"b":1,"c":2},"d":{"b":3,"c":2}}']],
  ['a merge after', '<H>spec:\n  a: &x {b: 1, c: 2}\n  d: {b: 3, <<: *x}\n', ['{"a":{"b":1,"c":2},"d":{"b":1,"c":2}}']],
  ['a merge of several', '<H>spec:\n  a: &x {b: 1}\n  c: &y {b: 2, d: 3}\n  e: {<<: [*x, *y]}\n', ['{"a":{"b":1},"c":{"b":2,"d":3},"e":{"b":1,"d":3}}']],
  ['a quoted merge', '<H>spec: {"<<": {a: 1}}\n', ['{"\\u003c\\u003c":{"a":1}}']],
  ['a merge of a scalar', '<H>spec: {<<: 1}\n', [], refused],
  ['billion laughs', '<H>spec:\n  a: &a [x, x, x, x, x, x, x, x, x]\n  b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n  c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n  d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n  e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n  f: [*e, *e, *e, *e, *e, *e, *e, *e, *e]\n', [], refused],
  ['a tab as indentation', '<H>spec:\n\ta: 1\n', [], refused],
  ['a tab after -', '<H>spec:\n  a:\n  -\tb\n', [], refused],
  ['a tab after :', '<H>spec:\n  a:\tb\n', ['{"a":"b"}']],
  ['a tab on an empty line', '<H>spec:\n  a: 1\n\t\nstatus: {}\n', [], refused],
  ['a tab on an empty line after []', '<H>spec: {a: []}\n\t\n', [], refused],
  ['an indented tab after plain text', '<H>spec:\n  a: b\n    \t\n  c: d\n', ['{"a":"b","c":"d"}']],
  ['a tab before a comment', '<H>spec: {a: 1}\n\t# c\n', [], refused],
  ['] at the indentation of its key', '<H>spec:\n  a: [\n    b,\n    c\n  ]\n', ['{"a":["b","c"]}']],
  ['a list at the indentation of its key', '<H>spec:\n  a:\n  - b\n  - c\n', ['{"a":["b","c"]}']],
  ['a comment right after quotes', '<H>spec:\n  a: "b"#c\n', ['{"a":"b"}']],
  ['an unclosed quote', '<H>spec:\n  a: "b\n', [], refused],
  ['an unclosed [', '<H>spec:\n  a: [b\n', [], refused],
  ['two values', '<H>spec:\n  a: b: c\n', [], refused],
  ['bad indentation', '<H>spec:\n  a: 1\n b: 2\n', [], refused],
  ['a control character', '<H>spec: {a: "\x07"}\n', [], refused],
  ['a control character in a comment', '# \x07\n<H>spec: {a: 1}\n', [], refused],
  ['a complex key', '<H>spec:\n  ? a\n  : b\n', ['{"a":"b"}']],
  ['a key on two lines', '<H>spec: {a\n  b: c}\n', [], refused],
  ['a long key', '<H>spec: {<K>: 1}\n', [], refused],
  ['JSON', '<J>{"a":[1,true,null,"x"]}}', ['{"a":[1,true,null,"x"]}']],
  ['JSON with tabs', '<J>{\t"a":\t1}}', ['{"a":1}']],
  ['JSON after blank lines', '\n\n  <J>{"a":1}}\n', ['{"a":1}']],
  ['two JSON values', '<J>{"a":1}}\n<J>{"a":2}}\n', ['{"a":1}', '{"a":2}']],
  ['two JSON values in a row', '<J>{"a":1}}<J>{"a":2}}', ['{"a":1}', '{"a":2}']],
  ['JSON, --- and JSON', '<J>{"a":1}}\n---\n<J>{"a":2}}\n', ['{"a":1}'], refused],
  ['JSON after ---', '---\n<J>{"a":1}}\n---\n<J>{"a":2}}\n', ['{"a":1}', '{"a":2}']],
  ['JSON after a comment', '# c\n<J>{"a":1}}\n', ['{"a":1}']],
  ['YAML that starts with {', '{apiVersion: t.dev/v1, kind: Scratch, metadata: {name: a}, spec: {a: 1}}\n', [], refused],
  ['the same after ---', '---\n{apiVersion: t.dev/v1, kind: Scratch, metadata: {name: a}, spec: {a: 1}}\n', ['{"a":1}']],
  ['JSON with a comment', '<J>{"a":1}} # c\n', ['{"a":1}'], refused],
  ['JSON with a last comma', '<J>{"a":1,}}', [], refused],
  ['JSON numbers', '<J>{"a":[1.0,1e2,-0,1e18,9007199254740993,9223372036854775807,9223372036854775808,18446744073709551615]}}', ['{"a":[1,100,0,1000000000000000000,9007199254740993,9223372036854775807,9223372036854776000,18446744073709552000]}']],
  ['a JSON number out of range', '<J>{"a":1e400}}', [], refused],
  ['JSON escapes', '<J>{"a":"\\/\\u00e9\\ud83d\\ude00\\ud800x"}}', ['{"a":"/é😀�x"}']],
  ['an escape that only JSON has', '---\n<J>{"a":"\\/"}}', [], refused],
]

export const documents = rows.map(([name, text, specs, end]) => ({
  name,
  text: text.replaceAll('<H>', head).replaceAll('<J>', json).replaceAll('<K>', long),
  specs,
  isRefused: end === refused,
}))
