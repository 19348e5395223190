// What htmx brings into a dialog is shown as one; without scripts the same link leads to a page.
export function prepareDialogs() {
  document.addEventListener("htmx:afterSwap", (event) => {
    const dialog = event.target.closest?.("dialog");
    if (dialog && !dialog.open) {
      dialog.showModal();
    }
  });
}
