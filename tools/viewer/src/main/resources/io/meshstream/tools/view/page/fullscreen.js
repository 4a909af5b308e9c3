/** Full screen, where the browser has it: phones of one maker have not. */

const button = document.getElementById('fullscreen');
const large = document.getElementById('stage-fullscreen');
const main = document.querySelector('main');

/** Prepares the buttons for it. */
export function offerFullscreen() {
  for (const each of [button, large]) {
    each.hidden = !document.fullscreenEnabled;
    each.addEventListener('click', switchFullscreen);
  }
}

/** Shows what there is to see, and nothing else, on the whole screen, or no longer. */
export async function switchFullscreen() {
  if (document.fullscreenElement !== null) {
    await document.exitFullscreen();
  } else if (document.fullscreenEnabled) {
    // Some browsers refuse where nobody has pressed anything.
    await main.requestFullscreen().catch(() => {});
  }
}
