/** Faces and hands drawn on pictures. */
package io.meshstream.tools.drawing;
