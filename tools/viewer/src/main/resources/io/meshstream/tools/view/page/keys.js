/** The keys of the page: what they do, and the help that says so. */

const EVERYWHERE = 'Everywhere';
const OVERVIEW = 'All cameras';
const LARGE = 'One camera';

/** `keys` as the browser names them, in small letters; `shown` where people name them otherwise. */
export const KEYS = [
  { where: OVERVIEW, keys: [], shown: ['Tab', 'Enter'], does: 'choose a camera and show it large' },
  { where: OVERVIEW, keys: ['/'], action: 'find', does: 'find a camera by its name' },
  {
    where: OVERVIEW,
    keys: ['d'],
    action: 'fit',
    does: 'fit all cameras into the window, or scroll',
  },
  { where: LARGE, keys: ['Escape'], shown: ['Esc'], action: 'close', does: 'back to all cameras' },
  {
    where: LARGE,
    keys: ['ArrowLeft'],
    shown: ['←'],
    action: 'previous',
    does: 'the camera before',
  },
  { where: LARGE, keys: ['ArrowRight'], shown: ['→'], action: 'next', does: 'the next camera' },
  { where: LARGE, keys: ['p', ' '], shown: ['P', 'Space'], action: 'pause', does: 'pause, go on' },
  { where: LARGE, keys: ['a'], action: 'effects', does: 'augmented reality' },
  { where: LARGE, keys: ['s'], action: 'snapshot', does: 'save picture and drawing as a PNG file' },
  { where: LARGE, keys: ['c'], action: 'copy', does: 'copy the record, with all landmarks' },
  { where: EVERYWHERE, keys: ['f'], action: 'fullscreen', does: 'full screen' },
  { where: EVERYWHERE, keys: ['t'], action: 'theme', does: 'light or dark' },
  { where: EVERYWHERE, keys: ['?'], action: 'help', does: 'this help' },
];

/**
 * What a key does.
 *
 * @param {KeyboardEvent} event
 * @param {{isLarge: boolean, isTyping: boolean, isOnButton: boolean}} situation whether one camera
 *     is shown large, and whether the focus is where text is typed, or where the space bar presses
 * @returns {?string} the name of an action; null for none
 */
export function actionOf(event, { isLarge, isTyping, isOnButton }) {
  if (event.ctrlKey || event.altKey || event.metaKey || isTyping) {
    return null;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const found = KEYS.find(
    ({ where, keys }) => keys.includes(key) && where !== (isLarge ? OVERVIEW : LARGE),
  );
  const isHeld = event.repeat && !key.startsWith('Arrow');
  return found === undefined || isHeld || (key === ' ' && isOnButton) ? null : found.action;
}

/** Fills an element with what the keys do. */
export function writeHelp(parent) {
  for (const where of [OVERVIEW, LARGE, EVERYWHERE]) {
    const heading = document.createElement('h3');
    heading.textContent = where;
    const list = document.createElement('dl');
    list.className = 'keys';
    KEYS.filter((each) => each.where === where).forEach((each) => list.append(helpLine(each)));
    parent.append(heading, list);
  }
}

function helpLine({ keys, shown, does }) {
  const line = document.createElement('div');
  const term = document.createElement('dt');
  const names = shown ?? keys.map((key) => key.toUpperCase());
  names.forEach((name) => {
    const key = document.createElement('kbd');
    key.textContent = name;
    term.append(key);
  });
  const meaning = document.createElement('dd');
  meaning.textContent = does;
  line.append(term, meaning);
  return line;
}
