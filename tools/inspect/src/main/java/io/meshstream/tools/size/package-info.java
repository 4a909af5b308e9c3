/** How large a deployment must be, computed from measured figures. */
package io.meshstream.tools.size;
