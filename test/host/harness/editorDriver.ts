import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { artefactsFolder } from './artefactsFolder.ts';
import { EditorNotifications } from './editorNotifications.ts';
import { escapeRegExp } from './escapeRegExp.ts';

/** How long the driver waits for something to show, in milliseconds. */
const showLimitMs = 15_000;

/** Drives an editor in a page the way a person does: keyboard, clicks and what is on the screen. */
export class EditorDriver {
  readonly page: Page;
  private readonly name: string;
  private readonly messages: EditorNotifications;

  /** @param name Folder of the screenshots below `test/artefacts`. */
  constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
    this.messages = new EditorNotifications(page);
    page.setDefaultTimeout(showLimitMs);
  }

  /** Waits until the editor can be used: the workbench is drawn and the extension host has started. */
  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .activitybar').waitFor({ timeout: 60_000 });
    await this.page.locator('.monaco-workbench .statusbar .statusbar-item').first().waitFor();
  }

  /**
   * Runs a command from the palette by its full title, such as `Showrun: Dry Run`. An extension that is still starting
   * offers its commands a moment later, and an open palette does not notice: so it is opened anew until the command is there.
   */
  async runCommand(title: string): Promise<void> {
    await this.waitUntil(async () => {
      // Enter takes the row that is chosen; a click would have to aim at a list that still moves, or closes when something else takes the focus.
      // It is pressed only while the palette has the focus: if an editor that opens late has closed it, the key must not go to that editor.
      // Whether it was pressed is certain either way: a command that ran must not run again because the page was slow to say so.
      const ready =
        (await this.searchPalette(title)) &&
        (await this.quickRow(title, '.focused').isVisible()) &&
        (await this.hasFocus(this.palette()));
      if (ready) await this.page.keyboard.press('Enter');
      else await this.closePalette();
      return ready;
    }, `the palette offers "${title}"`);
    await this.quickRow(title).waitFor({ state: 'hidden' });
  }

  /** Whether the palette offers a command with exactly this title; for an extension that has started. Closes the palette again. */
  async offersCommand(title: string): Promise<boolean> {
    const found = await this.searchPalette(title);
    await this.closePalette();
    return found;
  }

  private async searchPalette(title: string): Promise<boolean> {
    await this.page.keyboard.press('F1');
    const input = this.palette();
    // Whatever takes the focus closes the palette again.
    const isFilled = await input.fill(`>${title}`, { timeout: 5000 }).then(
      () => true,
      () => false,
    );
    if (!isFilled) return false;
    // Until the list is filtered it shows the rows of before; without the command there may be similar ones or a row that says so.
    const rows = this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
    const settled = rows.filter({ hasText: new RegExp(`${escapeRegExp(title)}|No matching`) }).first();
    await settled.waitFor({ timeout: 2000 }).catch(() => undefined);
    return (await this.quickRow(title).count()) > 0;
  }

  private async closePalette(): Promise<void> {
    if (await this.palette().isVisible()) await this.page.keyboard.press('Escape');
    await this.palette().waitFor({ state: 'hidden' });
  }

  /** The input of the palette alone: a command may open a quick pick of its own as soon as the palette has closed. */
  private palette(): Locator {
    return this.page.locator(
      '.quick-input-widget:visible .quick-input-box input[placeholder^="Type the name of a command"]',
    );
  }

  private async hasFocus(input: Locator): Promise<boolean> {
    const [focused] = await input.evaluateAll((inputs: unknown[]) =>
      inputs.map(
        (each) => each === (globalThis as { document?: { activeElement?: unknown } }).document?.activeElement,
      ),
    );
    return focused === true;
  }

  /** Picks the entry of an open quick pick whose label is this text. */
  async pick(label: string): Promise<void> {
    await this.quickRow(label).click();
  }

  /** The labels of an open quick pick, as far as they are drawn. */
  async picks(): Promise<string[]> {
    await this.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    return this.page.locator('.quick-input-list .monaco-list-row .label-name').allInnerTexts();
  }

  /** Types into the open input box, accepts it and waits until it is gone; another one may stand in its place then. */
  async answer(text: string): Promise<void> {
    const input = this.quickInput();
    await input.fill(text);
    await input.press('Enter');
    // Until the extension has judged what was typed, anything that opens would take the box away unanswered.
    await this.waitUntil(
      async () =>
        text === '' ||
        !(await input.isVisible()) ||
        (await input.inputValue({ timeout: 1000 }).catch(() => '')) !== text,
      'the answer is taken',
    );
  }

  /** Types into the input box that asks this; one box may follow another, so it is waited for. */
  async answerTo(question: RegExp, text: string): Promise<void> {
    await this.page
      .locator('.quick-input-widget:visible .quick-input-message', { hasText: question })
      .waitFor();
    await this.answer(text);
  }

  /** The row of an open quick pick that has this text, description and all. */
  quickPickRow(text: RegExp): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row', {
      hasText: text,
    });
  }

  /** The input of the quick pick, input box or palette. */
  quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-box input');
  }

  /** Closes an editor by its tab. */
  async closeTab(label: RegExp): Promise<void> {
    const tab = this.page.locator('.tabs-container .tab', { hasText: label }).first();
    await tab.click({ button: 'middle' });
    await tab.waitFor({ state: 'detached' });
  }

  /** Shows a view container by the name of its icon in the activity bar. */
  async openContainer(name: string): Promise<void> {
    const icon = this.page.locator('.activitybar .action-item', {
      has: this.page.locator(`a.action-label[aria-label^="${name}"]`),
    });
    await icon.waitFor();
    if (!(await icon.getAttribute('class'))?.split(' ').includes('checked')) await icon.click();
    await this.page
      .locator('.sidebar .composite.title', { hasText: new RegExp(escapeRegExp(name), 'i') })
      .waitFor();
  }

  /** A view of the side bar by its title, such as `Devices`. */
  view(title: string): Locator {
    return this.page.locator('.sidebar .pane', {
      has: this.page.locator('.pane-header .title', { hasText: new RegExp(`^${escapeRegExp(title)}$`, 'i') }),
    });
  }

  /** Unfolds a view of the side bar if it is folded. */
  async unfoldView(title: string): Promise<void> {
    const header = this.view(title).locator('.pane-header');
    await header.waitFor();
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
  }

  /** The row of a tree whose label is this text. */
  treeItem(view: string, label: string): Locator {
    return this.view(view).locator('.monaco-list-row', {
      has: this.page.locator('.monaco-icon-label .label-name', { hasText: exactly(label) }),
    });
  }

  /** The labels of a tree's rows, as far as they are drawn. */
  async treeLabels(view: string): Promise<string[]> {
    await this.view(view).locator('.monaco-list-row').first().waitFor();
    return this.view(view).locator('.monaco-list-row .monaco-icon-label .label-name').allInnerTexts();
  }

  /** Unfolds a row of a tree if it is folded. */
  async expand(view: string, label: string): Promise<void> {
    const row = this.treeItem(view, label).first();
    await row.waitFor();
    // Something else may unfold it at the same moment, and the click would fold it: so it is looked at again.
    await this.waitUntil(async () => {
      if ((await row.getAttribute('aria-expanded')) === 'true') return true;
      await row.locator('.monaco-tl-twistie').click();
      return false;
    }, `${label} is unfolded`);
  }

  /** Ticks or unticks the check box of a row. */
  async tick(view: string, label: string, ticked = true): Promise<void> {
    const box = this.treeItem(view, label).locator('.custom-view-tree-node-item-checkbox');
    await box.waitFor();
    if ((await box.getAttribute('aria-checked')) !== String(ticked)) await box.click();
    await this.waitUntil(
      async () => (await box.getAttribute('aria-checked')) === String(ticked),
      `${label} is ticked`,
    );
  }

  /** Clicks an action that shows in a row when the mouse is over it. */
  async inlineAction(view: string, label: string, action: string): Promise<void> {
    const row = this.treeItem(view, label).first();
    await row.waitFor();
    // The tip of whatever the mouse stood on may lie over the row: neither hovering nor clicking may depend on it.
    await row.hover({ force: true });
    await row.locator(`.actions a.action-label[aria-label^="${action}"]`).dispatchEvent('click');
  }

  /** Clicks an action in the title of a view. */
  async viewAction(view: string, action: string): Promise<void> {
    await this.view(view).hover();
    await this.view(view).locator(`.pane-header .actions a.action-label[aria-label^="${action}"]`).click();
  }

  /** Opens the context menu of a row and chooses an entry. */
  async contextMenu(view: string, label: string, entry: string): Promise<void> {
    await this.treeItem(view, label).click({ button: 'right' });
    const item = this.page.locator('.monaco-menu .action-item', { hasText: exactly(entry) });
    await item.waitFor();
    // In its first moments a menu takes no click, so that opening it does not choose from it.
    await this.waitUntil(async () => {
      if (!(await item.isVisible())) return true;
      await item.click({ timeout: 1000 }).catch(() => undefined);
      return false;
    }, `the menu has taken "${entry}"`);
  }

  /** Waits for a notification whose text matches, and returns the text. */
  notification(text: RegExp, limitMs = showLimitMs): Promise<string> {
    return this.messages.waitFor(text, limitMs);
  }

  /** The texts of the notifications that show now. */
  notifications(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /** Clicks a button of the notification whose text matches. */
  notificationAction(text: RegExp, button: string): Promise<void> {
    return this.messages.press(text, button);
  }

  /** Waits for a modal dialog whose text matches, and returns all of its text. */
  async dialog(text: RegExp): Promise<string> {
    const box = this.page.locator('.monaco-dialog-box', { hasText: text });
    await box.waitFor();
    return box.innerText();
  }

  /** Clicks a button of the modal dialog. */
  async dialogAction(button: string): Promise<void> {
    const box = this.page.locator('.monaco-dialog-box');
    await box.locator('.monaco-button', { hasText: exactly(button) }).click();
    await box.waitFor({ state: 'hidden' });
  }

  /** The titles of all editor tabs. */
  tabs(): Promise<string[]> {
    return this.page.locator('.tabs-container .tab .monaco-icon-label-container').allInnerTexts();
  }

  /** Waits for an editor tab whose title matches. */
  async tab(title: RegExp): Promise<void> {
    await this.page
      .locator('.tabs-container .tab .monaco-icon-label-container', { hasText: title })
      .first()
      .waitFor();
  }

  /** The lines of the active text editor that are drawn. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-group-container.active .view-lines').first();
    await lines.waitFor();
    // The lines are in no particular order in the document; their place on the screen counts.
    const rows = await lines.locator('.view-line').evaluateAll((elements: unknown[]) =>
      (elements as LineElement[]).map((line) => ({
        top: Number.parseFloat(line.style.top),
        text: line.textContent,
      })),
    );
    rows.sort((left, right) => left.top - right.top);
    return rows
      .map((row) => row.text)
      .join('\n')
      .replaceAll('\u00a0', ' ');
  }

  /** Waits until the active text editor shows a text, and returns what it shows. */
  async editorShows(text: RegExp): Promise<string> {
    let shown = '';
    await this.waitUntil(
      async () => text.test((shown = await this.editorText())),
      `the editor shows ${String(text)}`,
    );
    return shown;
  }

  /** The text of the item in the status bar that matches, once it shows. */
  async statusBarItem(text: RegExp): Promise<string> {
    const item = this.page.locator('.statusbar-item', { hasText: text }).first();
    await item.waitFor();
    return item.innerText();
  }

  /** Keeps a picture of the whole editor in `test/artefacts/<name>/<picture>.png` and returns its path. */
  async screenshot(picture: string): Promise<string> {
    const folder = join(artefactsFolder, this.name);
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${picture}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  /** Waits until a condition holds; fails with `what` if it does not come true in time. */
  async waitUntil(condition: () => Promise<boolean>, what: string, limitMs = showLimitMs): Promise<void> {
    const end = Date.now() + limitMs;
    while (!(await condition())) {
      assert.ok(Date.now() < end, `Waited ${String(limitMs)} ms in vain until ${what}.`);
      await this.page.waitForTimeout(50);
    }
  }

  private quickRow(label: string, state = ''): Locator {
    return this.page
      .locator(`.quick-input-widget:visible .quick-input-list .monaco-list-row${state}`, {
        has: this.page.locator('.label-name', { hasText: exactly(label) }),
      })
      .first();
  }
}

/** What is read of a line in the page; the tests are compiled without the browser's types. */
interface LineElement {
  readonly style: { readonly top: string };
  readonly textContent: string;
}

function exactly(text: string): RegExp {
  return new RegExp(`^\\s*${escapeRegExp(text)}\\s*$`);
}
