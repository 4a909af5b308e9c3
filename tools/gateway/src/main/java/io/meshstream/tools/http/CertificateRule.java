package io.meshstream.tools.http;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Which certificate a camera must have: one that an authority has signed for its host, a certain
 * one, or any. Immutable.
 */
public final class CertificateRule {

  private static final String TRUSTED = "trusted";
  private static final String ANY = "any";

  private final String rule;

  private CertificateRule(String rule) {
    this.rule = rule;
  }

  /** Returns one that is signed, for the host that was asked, by an authority that Java knows. */
  public static CertificateRule trusted() {
    return new CertificateRule(TRUSTED);
  }

  /**
   * Reads what a user wrote: {@code trusted}, {@code any}, or the SHA-256 of the certificate in 64
   * hexadecimal digits, with colons or without.
   *
   * @throws IllegalArgumentException with the rule if it is none of them
   */
  public static CertificateRule parse(String text) {
    String rule = text.strip().toLowerCase(Locale.ROOT).replace(":", "");
    if (rule.equals(TRUSTED) || rule.equals(ANY) || rule.matches("[0-9a-f]{64}")) {
      return new CertificateRule(rule);
    }
    throw new IllegalArgumentException(
        "trusted, any, or the SHA-256 of the certificate, 64 hexadecimal digits");
  }

  /** Makes sockets that keep the rule. */
  SSLSocketFactory sockets() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trust(rule)}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS: not available in this Java", e);
    }
  }

  @Override
  public String toString() {
    return rule;
  }

  private static String fingerprint(X509Certificate certificate) throws CertificateException {
    try {
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(hash.digest(certificate.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new CertificateException(e);
    }
  }

  /** The rule as Java wants it. */
  private static final class Trust extends X509ExtendedTrustManager {

    private final String rule;
    private final X509ExtendedTrustManager authorities;

    Trust(String rule) throws GeneralSecurityException {
      this.rule = rule;
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      this.authorities =
          Arrays.stream(factory.getTrustManagers())
              .filter(X509ExtendedTrustManager.class::isInstance)
              .map(X509ExtendedTrustManager.class::cast)
              .findFirst()
              .orElseThrow();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      if (rule.equals(ANY)) {
        return;
      }
      String fingerprint = fingerprint(chain[0]);
      if (!rule.equals(TRUSTED)) {
        if (!rule.equals(fingerprint)) {
          throw new CertificateException(fingerprint + " (expected: " + rule + ")");
        }
        return;
      }
      try {
        authorities.checkServerTrusted(chain, type, socket);
      } catch (CertificateException e) {
        throw new CertificateException(
            fingerprint
                + " (expected: one that a known authority has signed for this host); check it, and"
                + " set it as the camera's certificate if it is the camera's own",
            e);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("no engine is used here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no certificate is checked without its host");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new CertificateException("no server is run here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new CertificateException("no server is run here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no server is run here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return authorities.getAcceptedIssuers();
    }
  }
}
