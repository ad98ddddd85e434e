/**
 * Ends the stack's children when the stack itself dies without being able to: SIGKILL, a crash, a closed terminal. A tiny
 * shell waits on a pipe whose other end only this process holds; the pipe ends when this process does.
 *
 * @module
 */

/** What is told to the watchdog holds when the promise resolves; nobody has to wait for that. */
export interface Guard {
  /** `how` says what the end of a child is: functions are killed, Postgres gets the time to shut down. */
  add(pid: number, how?: "kill" | "shutdown"): Promise<void>;
  remove(pid: number): Promise<void>;
  /** Removes a folder, too, when this process dies. */
  addFolder(path: string): Promise<void>;
  /** Lets the watchdog go, without ending anybody. */
  close(): Promise<void>;
}

const WATCHDOG = `
trap '' INT TERM HUP
kill_pids= shutdown_pids= folder=
# A process that has ended and that nobody notices, as in a container without init, still has its id.
alive() {
  kill -0 "$1" || return 1
  case $(cat "/proc/$1/stat") in *") Z "*) return 1 ;; esac
}
without() { kept=; for pid in $1; do [ "$pid" = "$2" ] || kept="$kept $pid"; done; echo "$kept"; }
while read -r what value; do
  case $what in
    kill) kill_pids="$kill_pids $value" ;;
    shutdown) shutdown_pids="$shutdown_pids $value" ;;
    folder) folder=$value ;;
    remove) kill_pids=$(without "$kill_pids" "$value"); shutdown_pids=$(without "$shutdown_pids" "$value") ;;
    close) exit 0 ;;
  esac
done
for pid in $kill_pids; do kill -KILL "$pid"; done
for pid in $shutdown_pids; do kill -INT "$pid"; done
for pid in $shutdown_pids; do
  tenths=0
  while alive "$pid" && [ $tenths -lt 50 ]; do sleep 0.1; tenths=$((tenths + 1)); done
  kill -KILL "$pid"
done
# What somebody was just copying into it may come after the first try.
[ -z "$folder" ] || for try in 1 2 3; do rm -rf "$folder"; sleep 0.2; [ -e "$folder" ] || break; done
`;

export function startGuard(): Guard {
  if (Deno.build.os === "windows") {
    // Without a POSIX shell nobody watches; children of a killed stack have to be ended by hand.
    const nothing = () => Promise.resolve();
    return { add: nothing, remove: nothing, addFolder: nothing, close: nothing };
  }
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", WATCHDOG],
    stdin: "piped",
    stdout: "null",
    stderr: "null",
    cwd: "/",
    detached: true,
  }).spawn();
  const writer = child.stdin.getWriter();
  const encoder = new TextEncoder();
  const tell = (line: string) => writer.write(encoder.encode(`${line}\n`)).catch(() => {});
  return {
    add: (pid, how = "kill") => tell(`${how} ${pid}`),
    remove: (pid) => tell(`remove ${pid}`),
    addFolder: (path) => tell(`folder ${path}`),
    async close() {
      await tell("close");
      await writer.close().catch(() => {});
      await child.status;
    },
  };
}
