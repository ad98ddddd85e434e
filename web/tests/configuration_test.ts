import assert from "node:assert/strict";
import { TestBrowser } from "./support.ts";

Deno.test("a client that was not configured says which setting is missing", async () => {
  await using browser = await TestBrowser.open();
  const page = await (await browser.visitor()).newPage();
  await page.route("**/config.json", (route) => route.fulfill({ status: 404 }));
  await page.goto("/");
  await page.getByRole("alert").getByText("VITE_SUPABASE_PUBLISHABLE_KEY is not set.").waitFor();
});

Deno.test("a server that cannot be reached is told in words, with a way to try again", async () => {
  await using browser = await TestBrowser.open();
  const page = await (await browser.visitor()).newPage();
  await page.route("**/auth/v1/signup*", (route) => route.abort("connectionrefused"));
  await page.goto("/");
  await page.getByRole("alert").getByText("Cannot reach the server.").waitFor();
  await page.unroute("**/auth/v1/signup*");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Choose files" }).waitFor();
});

Deno.test("a guest stays the same guest, and two tabs opened at once are one guest", async () => {
  await using browser = await TestBrowser.open();
  const context = await browser.visitor();
  const signUps: string[] = [];
  context.on("request", (request) => request.url().includes("/auth/v1/signup") && signUps.push(request.url()));
  const tabs = await Promise.all([context.newPage(), context.newPage()]);
  await Promise.all(tabs.map((tab) => tab.goto("/")));
  await Promise.all(tabs.map((tab) => tab.getByRole("button", { name: "Choose files" }).waitFor()));
  await tabs[0]!.reload();
  await tabs[0]!.getByRole("button", { name: "Choose files" }).waitFor();
  assert.equal(signUps.length, 1);
});
