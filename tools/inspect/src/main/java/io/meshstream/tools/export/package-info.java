/** Faces as files that programs for three-dimensional models open. */
package io.meshstream.tools.export;
