package io.litestream4j.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that nobody but its owner trusts, with its key, made by the JDK's own tool.
 *
 * @param keyStore file of type PKCS 12, opened by {@link #PASSWORD}
 */
public record TestCertificate(Path keyStore) {

    /** Opens the key store. */
    public static final String PASSWORD = "changeit";

    /** Makes a certificate for a name, written as {@code ip:127.0.0.1} or {@code dns:localhost}. */
    public static TestCertificate create(Path directory, String subjectAlternativeName)
            throws IOException, InterruptedException {
        Path keyStore = directory.resolve("server.p12");
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process process = new ProcessBuilder(
                        tool.toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=" + subjectAlternativeName,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keyStore.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
        return new TestCertificate(keyStore);
    }

    /** Returns what a server shows itself with. */
    public SSLContext identity() throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Returns trust in this certificate and in no other. */
    public SSLContext trust() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", load().getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Writes certificate and key as {@code certificate.pem} and {@code key.pem}, for servers that want them so. */
    public void writePem(Path directory) throws GeneralSecurityException, IOException {
        KeyStore own = load();
        byte[] certificate = own.getCertificate("server").getEncoded();
        byte[] key = own.getKey("server", PASSWORD.toCharArray()).getEncoded();
        Files.writeString(directory.resolve("certificate.pem"), pem("CERTIFICATE", certificate));
        Files.writeString(directory.resolve("key.pem"), pem("PRIVATE KEY", key));
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            own.load(in, PASSWORD.toCharArray());
        }
        return own;
    }

    private static String pem(String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
    }
}
