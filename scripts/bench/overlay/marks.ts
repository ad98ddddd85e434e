/**
 * What happens when, told on standard output: the bench reads it there, and no further connection disturbs what is measured.
 *
 * @module
 */
const now = () => performance.timeOrigin + performance.now();

export function mark(what: string, id: string, step = 0, at: number = now()): void {
  console.log(JSON.stringify({ mark: what, id, step, at }));
}
