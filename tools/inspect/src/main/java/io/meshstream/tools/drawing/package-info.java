/** Faces drawn on pictures. */
package io.meshstream.tools.drawing;
