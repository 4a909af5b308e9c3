/** The options of commands that find faces themselves. */
package io.meshstream.tools.faces;
