/**
 * A password that a PDF does not need: one of several files may open without.
 *
 * @module
 */

/** The part of pdf.js's loading task that asks for passwords. */
interface Asking {
  onPassword: unknown;
}

/** Lets pdf.js open a file without the password that it was given, when it is not the file's. */
export function withoutUnneededPassword<Task extends Asking>(task: Task): Task {
  let tried = false;
  task.onPassword = (answer: (password: string | Error) => void) => {
    if (tried) return answer(Object.assign(new Error("The password is wrong."), { name: "PasswordException" }));
    tried = true;
    answer("");
  };
  return task;
}
