/** The numbers of fields in onnx.proto, as far as they matter here. */
export const model = { graph: 7, opsets: 8, training: 20, functions: 25 }
export const training = { initialization: 1, algorithm: 2 }
export const graph = { node: 1, initializer: 5, input: 11, output: 12, sparse: 15 }
export const node = { input: 1, output: 2, operator: 4, attribute: 5 }
export const functions = { node: 7, attribute: 11 }
export const attribute = {
  ...{ name: 1, tensor: 5, graph: 6, ints: 8, strings: 9, tensors: 10, graphs: 11 },
  ...{ sparse: 22, sparses: 23 },
}
export const sparse = { values: 1, indices: 2 }
export const tensor = {
  ...{ type: 2, int32s: 5, strings: 6, int64s: 7, name: 8, raw: 9, external: 13, location: 14 },
}
export const entry = { key: 1, value: 2 }
export const declared = { name: 1, type: 2 }
export const type = { tensor: 1, sequence: 4, map: 5, sparse: 8, optional: 9 }
export const tensorType = { element: 1, shape: 2 }
export const shape = { dimension: 1 }
export const dimension = { value: 1 }
export const opset = { domain: 1, version: 2 }
