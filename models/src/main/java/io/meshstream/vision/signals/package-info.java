/**
 * Numbers that say of a face what its landmarks show: how far its eyes and its mouth are open,
 * where it looks, how large it is and how it is turned. Pure functions; each says how it is defined
 * and where the definition is from.
 *
 * <p>They describe geometry. What a person feels or means does not follow from it.
 */
package io.meshstream.vision.signals;
