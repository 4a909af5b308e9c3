/** The records of the landmarks topic, shown as they come. */
package io.meshstream.tools.tail;
