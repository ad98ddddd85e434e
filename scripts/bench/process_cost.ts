/**
 * What a program costs, its start included: time, CPU and peak memory, as the system tells them.
 *
 * @module
 */
const TIME = "/usr/bin/time";

export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly output: string;
}

/** Whether there is a program that tells what others cost. */
export const canMeasure = (): Promise<boolean> => succeeds([TIME, "true"]);

/** Variables for a program, beside those of this process. */
export type Environment = Readonly<Record<string, string>>;

export async function succeeds([program, ...args]: readonly string[], env: Environment = {}): Promise<boolean> {
  try {
    return (await new Deno.Command(program!, { args, env, stdout: "null", stderr: "null" }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

export async function measure(command: readonly string[], env: Environment = {}): Promise<Cost> {
  const { stdout, stderr, success } = await new Deno.Command(TIME, {
    args: ["-f", "cost %e %U %S %M", ...command],
    env,
    stdout: "piped",
    stderr: "piped",
  }).output();
  const text = new TextDecoder().decode(stderr);
  const [, ...values] = /^cost ([\d.]+) ([\d.]+) ([\d.]+) (\d+)$/m.exec(text) ?? [];
  const [seconds, user, system, kilobytes] = values.map(Number);
  if (!success || kilobytes === undefined) throw new Error(`${command.slice(0, 2).join(" ")} failed: ${text}`);
  return {
    seconds: seconds!,
    cpuSeconds: user! + system!,
    peakMb: kilobytes / 1024,
    output: new TextDecoder().decode(stdout),
  };
}
