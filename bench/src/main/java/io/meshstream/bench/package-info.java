/** Measurements, small and large, each comparing with a baseline in the same run. */
package io.meshstream.bench;
