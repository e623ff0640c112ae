/** As POSIX has it. */
export const shell = '/bin/sh'

/**
 * Waits for a word before it becomes the program: by then its process group is known to the watcher. If
 * whoever was to say it dies, there is nothing to read, and it ends. `exec` keeps the process id, so exit
 * codes and signals are the program's own.
 */
export const gate = 'read -r contender_word <&3 && [ "$contender_word" = go ] && exec "$@" 3<&-'

/** Keeps a list of process groups, saying each that it has; at the end of its input it kills them all. */
export const watching = `
trap '' HUP INT QUIT TERM
groups=' '
while read -r what group; do
  case $what in
    +) groups="$groups$group "; echo "$group" ;;
    -) case $groups in *" $group "*) groups="\${groups%%" $group "*} \${groups#*" $group "}" ;; esac ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
`
