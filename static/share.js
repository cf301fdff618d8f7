// Offers the phone's own share sheet, and copies at a tap, where a browser can; the links beside them need neither.
const share = document.querySelector("[data-share]");
const copy = document.querySelector("[data-copy]");

if (share && navigator.share) {
  const { title, url } = share.dataset;
  share.hidden = false;
  share.addEventListener("click", () => {
    navigator.share({ title, text: title, url }).catch(() => null); // whoever changes her mind closes the sheet
  });
}

if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(copy.dataset.copy).innerText);
    copy.textContent = copy.dataset.done;
  });
}
