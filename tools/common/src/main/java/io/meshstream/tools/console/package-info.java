/** How commands talk to their user: failures, tables, a screen that refreshes. */
package io.meshstream.tools.console;
