/** What is deployed to hosted: bundles that find no packages, on an engine that lacks what hosted lacks. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { uploadAssets } from "../../scripts/assets.ts";
import { openFeed } from "../../scripts/client/feed.ts";
import { createJob, type NewJob } from "../../scripts/client/jobs.ts";
import { openSession } from "../../scripts/client/session.ts";
import { PROJECT_DIR } from "../../scripts/folders.ts";
import { bundleProject } from "../../scripts/hosted/project.ts";
import { weigh } from "../../scripts/hosted/weight.ts";
import { flatForm } from "../../scripts/samples/form.ts";
import { raceCard } from "../../scripts/samples/race_card.ts";
import { worksheet } from "../../scripts/samples/worksheet.ts";
import { readConfig } from "../../scripts/stack/config.ts";
import { startStack } from "../../scripts/stack/stack.ts";
import { sampleImage } from "../functions/_shared/documents/images/samples.ts";
import { scanOf } from "../functions/_shared/documents/ocr/testing.ts";

const READER = "reader@example.org";

Deno.test("every kind's work is done by the bundles that are deployed, without any package in reach", async (t) => {
  const folder = await Deno.makeTempDir({ prefix: "docmill-bundle-" });
  const functions = await bundleProject(PROJECT_DIR, await readConfig(PROJECT_DIR), folder);
  const projectDir = join(folder, "supabase");
  await Deno.symlink(join(PROJECT_DIR, "migrations"), join(projectDir, "migrations"));
  const stack = await startStack({ ephemeral: true, durable: false, projectDir });
  try {
    await t.step("each fits into what hosted takes", () => {
      for (const [name, files] of functions) assert.ok(weigh(name, files).fits, weigh(name, files).sentence);
    });
    await t.step("none asks for a package", () => {
      for (const [name, files] of functions) assert.deepEqual([name, ...packagesOf(files)], [name]);
    });
    await uploadAssets(stack.url, stack.keys.secretKey, () => {});
    const me = await openSession({ url: stack.url, publishableKey: stack.keys.publishableKey });
    const feed = await openFeed(me);
    try {
      for (const [what, job] of Object.entries(await samples())) {
        await t.step(what, async () => {
          const { status, error } = await feed.watch(await createJob(me, job));
          assert.equal(status, "completed", error?.detail ?? "no error was told");
        });
      }
    } finally {
      await feed.close();
      await me.close();
    }
    await t.step("and the mail about it is sent", async () => {
      const mails = await fetch(`${stack.url}/mail/messages?wait&to=${READER}`);
      assert.match((await mails.json())[0].subject, /^Done: towns/);
    });
    await t.step("health finds nothing missing", async () => {
      const answer = await fetch(`${stack.url}/functions/v1/health`);
      assert.equal(answer.status, 200, await answer.text());
    });
  } finally {
    await stack.stop();
    await Deno.remove(folder, { recursive: true });
  }
});

async function samples(): Promise<Record<string, NewJob>> {
  const card = new Uint8Array(await raceCard({ races: 1, seed: 7 }));
  return {
    "pdf-to-csv": { kind: "pdf-to-csv", files: [{ name: "card.pdf", content: card }] },
    "a scan": { kind: "pdf-to-csv", files: [{ name: "scan.pdf", content: await scanOf(card, { dpi: 150 }) }] },
    "fillable-pdf": { kind: "fillable-pdf", files: [{ name: "form.pdf", content: await flatForm({ pages: 1 }) }] },
    "questions": {
      kind: "questions",
      files: [{ name: "sheet.pdf", content: new Uint8Array(await worksheet({ pages: 1 })) }],
    },
    "spreadsheet, in an encoding that is to be guessed": {
      kind: "spreadsheet",
      notify: READER,
      files: [{ name: "towns.csv", content: cyrillic("город;число\nМосква;1\nКазань;2\nСамара;3\n") }],
    },
    "documents: a letter, and a picture in WebP": {
      kind: "documents",
      files: [
        {
          name: "mail.eml",
          content: new TextEncoder().encode("Subject: Invoice 7\r\nFrom: a@b.example\r\n\r\nTotal 3.00\r\n"),
        },
        { name: "photo.webp", content: sampleImage("lossy.webp") },
      ],
    },
  };
}

/** Windows-1251. */
const cyrillic = (text: string) =>
  Uint8Array.from(text, (sign) => sign >= "А" ? sign.charCodeAt(0) - 0x410 + 0xc0 : sign.charCodeAt(0));

/** What a bundle imports that is neither its own nor Node's. */
function packagesOf(files: ReadonlyMap<string, Uint8Array>): string[] {
  const imports = /(?:^|[;}])\s*(?:import|export)(?:[\s*{][^"'`;]*?from)?\s*["']([^"']+)["']/g;
  return [...files.values()].flatMap((code) => [...new TextDecoder().decode(code).matchAll(imports)])
    .map(([, name]) => name!).filter((name) => !name.startsWith("./") && !name.startsWith("node:"));
}
