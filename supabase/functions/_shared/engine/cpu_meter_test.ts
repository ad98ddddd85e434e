import assert from "node:assert/strict";
import { CpuMeter } from "./cpu_meter.ts";

/** A clock that the test moves. */
function clock() {
  let now = 0;
  return { read: () => now, advance: (ms: number) => now += ms };
}

Deno.test("CpuMeter starts at what booting has cost", () => {
  assert.equal(new CpuMeter(120).usedMs, 120);
});

Deno.test("CpuMeter counts time in a step and not between steps", async () => {
  const time = clock();
  const meter = new CpuMeter(0, time.read);
  await meter.measure(() => Promise.resolve(time.advance(30)));
  time.advance(1000);
  await meter.measure(() => Promise.resolve(time.advance(20)));
  assert.equal(meter.usedMs, 50);
});

Deno.test("CpuMeter does not count waiting for I/O", async () => {
  const time = clock();
  const meter = new CpuMeter(0, time.read);
  await meter.measure(async () => {
    time.advance(10);
    const io = Promise.withResolvers<void>();
    const waited = meter.waiter()(io.promise);
    time.advance(500);
    io.resolve();
    await waited;
    time.advance(5);
  });
  assert.equal(meter.usedMs, 15);
});

Deno.test("CpuMeter counts time that two steps share once", async () => {
  const time = clock();
  const meter = new CpuMeter(0, time.read);
  const gate = Promise.withResolvers<void>();
  const one = meter.measure(() => gate.promise);
  const two = meter.measure(() => gate.promise);
  time.advance(40);
  gate.resolve();
  await Promise.all([one, two]);
  assert.equal(meter.usedMs, 40);
});

Deno.test("CpuMeter counts while one step waits and another works", async () => {
  const time = clock();
  const meter = new CpuMeter(0, time.read);
  const io = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const waiting = meter.measure(() => meter.waiter()(io.promise));
  const working = meter.measure(() => gate.promise);
  time.advance(25);
  gate.resolve();
  await working;
  time.advance(100);
  io.resolve();
  await waiting;
  assert.equal(meter.usedMs, 25);
});

Deno.test("CpuMeter counts while one step waits for several things at once and others work", async () => {
  const time = clock();
  const meter = new CpuMeter(0, time.read);
  const io = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const waitFor = meter.waiter();
  const waiting = meter.measure(() => Promise.all([1, 2, 3].map(() => waitFor(io.promise))));
  const working = meter.measure(() => gate.promise);
  time.advance(25);
  gate.resolve();
  await working;
  time.advance(100);
  io.resolve();
  await waiting;
  assert.equal(meter.usedMs, 25);
});

Deno.test("CpuMeter counts a step that throws", async () => {
  const time = clock();
  const meter = new CpuMeter(0, time.read);
  await assert.rejects(meter.measure(() => {
    time.advance(7);
    return Promise.reject(new Error("broken"));
  }));
  assert.equal(meter.usedMs, 7);
});

Deno.test("CpuMeter refuses what does not fit once all steps have ended, whatever fractions they were expected to take", async () => {
  const meter = new CpuMeter(0);
  const expected = [500, 0.1, 0.2, 123.456];
  for (const ms of expected) assert.equal(await meter.admit(ms, 2000), true);
  const waiting = meter.admit(2001, 2000);
  for (const ms of expected) meter.release(ms);
  assert.equal(meter.isIdle, true);
  assert.equal(await waiting, false, "nothing would ever make room");
});
