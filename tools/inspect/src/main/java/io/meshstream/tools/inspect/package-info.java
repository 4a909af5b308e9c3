/** The commands that look into pictures and topics, put together for the program. */
package io.meshstream.tools.inspect;
