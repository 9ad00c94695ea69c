import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { escapeRegExp } from './escapeRegExp.ts';

/** How long a notification may take to pop up before it is looked for where the editor keeps those that did not, in milliseconds. */
const popUpMs = 3000;

/**
 * The notifications of an editor. It lets no more than three pop up within 800 ms and puts most away after ten seconds: what
 * does not pop up is looked for in its notification centre, as a person does who has heard the bell.
 */
export class EditorNotifications {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Waits for a notification whose text matches, and returns the text. */
  async waitFor(text: RegExp, limitMs: number): Promise<string> {
    const end = Date.now() + limitMs;
    for (;;) {
      const toast = this.#toast(text);
      if (await shows(toast)) return await messageOf(toast);
      const kept = await this.#inCentre(text, messageOf);
      if (kept !== undefined) return kept;
      assert.ok(Date.now() < end, `There was no notification ${String(text)} within ${String(limitMs)} ms.`);
    }
  }

  /** Clicks a button of the notification whose text matches. */
  async press(text: RegExp, button: string): Promise<void> {
    const exactly = new RegExp(`^\\s*${escapeRegExp(button)}\\s*$`);
    const buttonOf = (place: Locator): Locator => place.locator('.monaco-button', { hasText: exactly });
    const toast = this.#toast(text);
    if (await shows(toast)) {
      await buttonOf(toast).click();
      return;
    }
    const pressed = await this.#inCentre(text, async (row) => {
      if (!(await buttonOf(row).isVisible())) await row.locator('.codicon-notifications-expand').click();
      await buttonOf(row).click();
      return true;
    });
    assert.ok(pressed, `There is no notification ${String(text)}.`);
  }

  /** Opens the centre, does something with the row whose text matches, and closes it; undefined where there is no such row. */
  async #inCentre<T>(text: RegExp, use: (row: Locator) => Promise<T>): Promise<T | undefined> {
    const bell = this.#page.locator('.statusbar-item[id="status.notifications"] a').first();
    const centre = this.#page.locator('.notifications-center.visible');
    await bell.click();
    await centre.waitFor();
    const row = this.#with(text, centre.locator('.monaco-list-row'));
    const result = (await row.isVisible()) ? await use(row) : undefined;
    if (await centre.isVisible()) await bell.click();
    await centre.waitFor({ state: 'hidden' });
    return result;
  }

  #toast(text: RegExp): Locator {
    return this.#with(text, this.#page.locator('.notification-toast'));
  }

  #with(text: RegExp, places: Locator): Locator {
    const message = this.#page.locator('.notification-list-item-message', { hasText: text });
    return places.filter({ has: message }).first();
  }
}

function messageOf(place: Locator): Promise<string> {
  return place.locator('.notification-list-item-message').innerText();
}

function shows(place: Locator): Promise<boolean> {
  return place.waitFor({ timeout: popUpMs }).then(
    () => true,
    () => false,
  );
}
