/** What happened to cameras, shown as it lies on the events topic. */
package io.meshstream.tools.events;
