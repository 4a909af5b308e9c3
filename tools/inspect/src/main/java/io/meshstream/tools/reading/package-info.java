/** Topics that are read through once, up to where they end, for a command that judges or draws. */
package io.meshstream.tools.reading;
