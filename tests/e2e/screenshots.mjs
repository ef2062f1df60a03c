// Pictures of the page, for people to look at: target/screenshots/<name>-<width>-<light|dark>-<en|zh>.png.
//
//     node tests/e2e/screenshots.mjs [--run] [--program two-processes] [DIST]

import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { launch, openPage, root } from "./browser.mjs";
import { serve } from "./server.mjs";

const SIZES = [[1440, 900], [360, 740]];
const LANGUAGES = [["en", "en-GB"], ["zh", "zh-CN"]];

/** One picture for each size, theme and language; narrow windows get one for each tab. */
export async function takeScreenshots(browser, url, folder, { program, run = false } = {}) {
  mkdirSync(folder, { recursive: true });
  for (const [width, height] of SIZES) {
    for (const dark of [false, true]) {
      for (const [short, language] of LANGUAGES) {
        const page = await openPage(browser, url, { width, height, dark, language });
        if (program) await page.selectOption(".program select", program);
        if (run) {
          await page.click("button.run");
          await page.waitForSelector("#exit-code", { state: "attached" });
        }
        const shoot = (name) => page.screenshot({
          path: join(folder, `${name}-${width}-${dark ? "dark" : "light"}-${short}.png`),
        });
        if (width > 900) {
          await shoot("page");
        } else {
          for (const tab of ["editor", "timeline", "results"]) {
            await page.click(`#tab-${tab}`);
            await shoot(tab);
          }
        }
        await page.context().close();
      }
    }
  }
}

if (process.argv[1] === import.meta.filename) {
  const words = process.argv.slice(2);
  const run = words.includes("--run");
  const at = words.indexOf("--program");
  const program = at < 0 ? undefined : words.splice(at, 2)[1];
  const dist = resolve(words.find((word) => !word.startsWith("--")) ?? join(root, "dist"));
  const server = await serve(dist, "/some/path/");
  const browser = await launch();
  const folder = join(root, "target", "screenshots");
  await takeScreenshots(browser, server.url, folder, { program, run });
  await browser.close();
  await server.close();
  console.log(folder);
}
