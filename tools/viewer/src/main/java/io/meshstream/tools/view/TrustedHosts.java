package io.meshstream.tools.view;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides whether a request may be answered: cameras must be seen by the viewer's own page only,
 * not by any page that is open in the same browser.
 *
 * <p>A page elsewhere gives itself away by its origin. One that has its own name point to this
 * machine (DNS rebinding) does not, but must ask by that name: so names other than this machine's
 * and the allowed ones are refused. Immutable and thread-safe.
 */
final class TrustedHosts {

  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-fA-F:.]+]");

  private final Set<String> names = new HashSet<>();

  /** Trusts these names, {@code localhost}, this machine's name and all addresses. */
  TrustedHosts(Set<String> allowed) {
    allowed.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    names.add("localhost");
    try {
      names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
    } catch (UnknownHostException e) {
      // Then nobody can ask for it by its name either.
      return;
    }
  }

  /**
   * Whether a request was made by a name of this server.
   *
   * @param host the Host header, with or without a port; may be null
   */
  boolean accepts(String host) {
    if (host == null) {
      return false;
    }
    String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
    return names.contains(name) || IPV4.matcher(name).matches() || IPV6.matcher(name).matches();
  }

  /**
   * Whether a connection was opened by a page of this server.
   *
   * @param origin the Origin header, which every browser sends; may be null
   * @param host the Host header; may be null
   */
  boolean accepts(String origin, String host) {
    return accepts(host)
        && origin != null
        && (origin.equalsIgnoreCase("http://" + host)
            || origin.equalsIgnoreCase("https://" + host));
  }
}
