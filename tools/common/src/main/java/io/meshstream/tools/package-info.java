/** The command line of Meshstream. */
package io.meshstream.tools;
