import type * as vscode from 'vscode';

/** Base of everything that subscribes: what is registered is disposed with it; late registrations are disposed at once. */
export abstract class Disposable {
  readonly #children: vscode.Disposable[] = [];
  #disposed = false;

  protected track<T extends vscode.Disposable>(child: T): T {
    if (this.#disposed) child.dispose();
    else this.#children.push(child);
    return child;
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const child of this.#children.splice(0).reverse()) child.dispose();
  }
}
