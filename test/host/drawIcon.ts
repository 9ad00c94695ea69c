import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder } from '../../src/build/projectFolder.ts';
import { launchBrowser } from './editor/launchBrowser.ts';

/** Pixels on each side of the icon that extension lists show. */
const size = 256;

/** Draws media/icon.png from media/icon.svg, in the browser of the host tests. */
async function main(): Promise<void> {
  const svg = await readFile(join(projectFolder, 'media/icon.svg'), 'utf8');
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg}`);
    await page.screenshot({ path: join(projectFolder, 'media/icon.png'), omitBackground: true });
  } finally {
    await browser.close();
  }
}

await main();
