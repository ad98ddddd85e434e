import assert from "node:assert/strict";
import fc from "fast-check";
import { DistinctSketch } from "./distinct.ts";
import { hashOf, hashOfNumber } from "./hash.ts";
import { Moments } from "./moments.ts";
import { pack, unpack } from "./pack.ts";
import { quantile, QuantileSketch, shareBelow } from "./quantiles.ts";
import { RowSample } from "./row_sample.ts";
import { TopValues } from "./top_values.ts";

const numbers = fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { maxLength: 400, size: "max" });
const cut = <T>(all: readonly T[], at: number): [T[], T[]] => [all.slice(0, at), all.slice(at)];
const near = (a: number, b: number, relative = 1e-9) =>
  Math.abs(a - b) <= relative * Math.max(1, Math.abs(a), Math.abs(b));

function momentsOf(values: readonly number[]): Moments {
  const moments = new Moments();
  values.forEach((value) => moments.add(value));
  return moments;
}

Deno.test("moments of a whole are the merge of its slices', and what the formulas say", () => {
  fc.assert(fc.property(numbers, fc.nat(400), (values, at) => {
    const whole = momentsOf(values);
    const [a, b] = cut(values, at).map(momentsOf);
    a!.merge(b!);
    assert.equal(a!.n, whole.n);
    assert.ok(near(a!.sum, whole.sum) && near(a!.mean, whole.mean, 1e-7));
    assert.deepEqual([a!.min, a!.max], [whole.min, whole.max]);
    if (values.length < 2) return;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    assert.ok(
      Math.abs(whole.deviation! - Math.sqrt(variance)) <= 1e-6 * Math.max(1, Math.abs(mean), Math.sqrt(variance)),
    );
    assert.ok(Math.abs(a!.deviation! - whole.deviation!) <= 1e-6 * Math.max(1, Math.abs(mean), whole.deviation!));
  }));
});

Deno.test("a sum of a million cents is right to the cent", () => {
  const moments = new Moments();
  for (let i = 0; i < 1_000_000; i++) moments.add(0.01);
  assert.equal(Number(moments.sum.toFixed(6)), 10_000);
});

function distinctOf(values: readonly number[], capacity: number): DistinctSketch {
  const sketch = new DistinctSketch(capacity);
  values.forEach((value) => sketch.add(hashOf(String(value))));
  return sketch;
}

Deno.test("different values are counted exactly up to the capacity", () => {
  fc.assert(fc.property(fc.array(fc.nat(300), { maxLength: 600, size: "max" }), (values) => {
    const sketch = distinctOf(values, 512);
    assert.equal(sketch.distinct(), new Set(values).size);
    assert.equal(sketch.repeated(), values.length - new Set(values).size);
  }));
});

Deno.test("the sketch of different values of a whole is the merge of its slices'", () => {
  fc.assert(fc.property(fc.array(fc.nat(5000), { maxLength: 2000, size: "max" }), fc.nat(2000), (values, at) => {
    const [a, b] = cut(values, at).map((slice) => distinctOf(slice, 64));
    a!.merge(b!);
    const whole = distinctOf(values, 64);
    assert.equal(a!.distinct(), whole.distinct());
    assert.equal(a!.repeated(), whole.repeated());
  }));
});

Deno.test("above the capacity the estimate of different values stays within four standard errors", () => {
  for (const amount of [20_000, 100_000, 400_000]) {
    const sketch = distinctOf(Array.from({ length: amount }, (_, i) => i), 8192);
    assert.ok(!sketch.isExact);
    assert.ok(Math.abs(sketch.distinct() / amount - 1) < 4 * sketch.error(), `${amount}: ${sketch.distinct()}`);
  }
});

Deno.test("values that two sketches share are counted", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat(400), { size: "max", maxLength: 300 }),
      fc.uniqueArray(fc.nat(400), { size: "max", maxLength: 300 }),
      (a, b) => {
        const common = a.filter((value) => b.includes(value)).length;
        assert.equal(distinctOf(a, 512).common(distinctOf(b, 512)), common);
      },
    ),
  );
});

function quantilesOf(values: readonly number[], k = 256): QuantileSketch {
  const sketch = new QuantileSketch(k);
  values.forEach((value) => sketch.add(value));
  return sketch;
}

Deno.test("quantiles of few values are exact", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer(), { minLength: 1, maxLength: 200, size: "max" }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, share) => {
        const sorted = [...values].sort((a, b) => a - b);
        const rank = share * (sorted.length - 1), low = sorted[Math.floor(rank)]!, high = sorted[Math.ceil(rank)]!;
        const found = quantile(quantilesOf(values).weighted(), share)!;
        assert.ok(near(found, low + (high - low) * (rank - Math.floor(rank)), 1e-6));
      },
    ),
  );
});

/** A permutation of 0 … n - 1, so that a value is its own rank. */
const shuffled = (n: number): number[] =>
  Array.from({ length: n }, (_, i) => i).sort((a, b) => hashOfNumber(a) - hashOfNumber(b));

Deno.test("quantiles of many values, merged or not, in any order, are off by less than 1 % of the ranks", () => {
  const n = 200_000;
  for (
    const values of [
      shuffled(n),
      Array.from({ length: n }, (_, i) => i),
      Array.from({ length: n }, (_, i) => n - i),
    ]
  ) {
    const whole = quantilesOf(values, 1024);
    const [a, b] = cut(values, 70_000).map((slice) => quantilesOf(slice, 1024));
    a!.merge(b!);
    for (const sketch of [whole, a!]) {
      const weighted = sketch.weighted();
      assert.equal(weighted.reduce((sum, [, weight]) => sum + weight, 0), n);
      for (const share of [0.01, 0.25, 0.5, 0.75, 0.99]) {
        assert.ok(Math.abs(quantile(weighted, share)! / n - share) < 0.01);
        assert.ok(Math.abs(shareBelow(weighted, share * n) - share) < 0.01);
      }
    }
  }
});

Deno.test("a frequent value's count is too low by no more than the stated error", () => {
  const words = fc.array(fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz"), { maxLength: 1500, size: "max" });
  fc.assert(fc.property(words, fc.nat(1500), (values, at) => {
    const make = (slice: readonly string[]) => {
      const top = new TopValues(4);
      slice.forEach((value) => top.add(value));
      return top;
    };
    const [a, b] = cut(values, at).map(make);
    a!.merge(b!);
    for (const top of [make(values), a!]) {
      assert.ok(top.error <= values.length / 4);
      for (const [value, count] of top.top(100)) {
        const real = values.filter((each) => each === value).length;
        assert.ok(count <= real && count >= real - top.error);
      }
      const kept = new Set(top.top(100).map(([value]) => value));
      for (const value of new Set(values)) {
        if (!kept.has(value)) assert.ok(values.filter((each) => each === value).length <= top.error);
      }
    }
  }));
});

Deno.test("the sample holds all rows up to its capacity and the same rows however it was stopped and gone on with", () => {
  const fill = (sample: RowSample, from: number, to: number) => {
    for (let row = from; row < to; row++) if (sample.wants(row)) sample.add(row, Float64Array.of(row, -row));
  };
  const few = new RowSample(2);
  fill(few, 1, 1001);
  assert.ok(few.isWhole);
  assert.equal(few.size, 1000);
  const whole = new RowSample(2), first = new RowSample(2);
  fill(whole, 1, 50_001);
  fill(first, 1, 17_001);
  const second = new RowSample(unpack<ReturnType<RowSample["state"]>>(pack(first.state())));
  fill(second, 17_001, 50_001);
  assert.deepEqual(second.column(1), whole.column(1));
  assert.ok(whole.size > 1500 && whole.size <= 4096);
});

Deno.test("what is packed is unpacked the same, user texts that look like its marks included", () => {
  const value = {
    a: Float64Array.of(1.5, NaN),
    b: [Uint32Array.of(7)],
    "__proto__x": "constructor",
    c: "\u0000array",
    d: null,
  };
  assert.deepEqual(unpack(pack(value)), value);
});
