/** Tells people that something is done. */

const SHOWN_FOR = 3000;

const element = document.getElementById('toast');
let timer = 0;

export function toast(text) {
  element.textContent = text;
  clearTimeout(timer);
  timer = setTimeout(() => {
    element.textContent = '';
  }, SHOWN_FOR);
}
