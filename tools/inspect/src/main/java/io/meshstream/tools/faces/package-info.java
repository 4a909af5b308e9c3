/** Faces as commands find them, take them from records and write them. */
package io.meshstream.tools.faces;
