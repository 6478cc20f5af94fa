package io.litestream4j.replica.sftp;

import io.litestream4j.replica.ReplicaOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys by which the server is known. Without one nobody could tell the server from somebody in between, who would get
 * the password and the data.
 *
 * @param keys the keys that are accepted; null if whatever the server shows is
 * @param source where they come from, for messages
 */
record HostKeys(@Nullable List<PublicKey> keys, String source) {

    static final String ED25519_LIBRARY = "org.bouncycastle:bcprov-jdk18on";

    private static final Logger log = LoggerFactory.getLogger(HostKeys.class);

    static HostKeys of(ReplicaOptions options, SftpSettings settings) {
        Optional<String> key = options.text("host-key");
        if (key.isPresent()) {
            return new HostKeys(List.of(parse(key.get())), "host-key");
        }
        Optional<String> file = options.text("known-hosts");
        if (file.isPresent()) {
            return new HostKeys(read(Path.of(file.get()), settings), "known-hosts " + file.get());
        }
        if (options.flag("insecure-host-key", false)) {
            log.warn(
                    "the host key of {} is NOT checked (insecure-host-key=true): whoever is on the way to it can read"
                            + " the password and the data, and change them",
                    settings);
            return new HostKeys(null, "insecure-host-key");
        }
        throw new IllegalArgumentException("sftp replica " + settings
                + " needs the server's host key: set 'host-key' to"
                + " a line of 'ssh-keyscan " + settings.host() + "' without the host name, after comparing it with the"
                + " server's own, or 'known-hosts' to a file");
    }

    private static PublicKey parse(String text) {
        try {
            return resolve(AuthorizedKeyEntry.parseAuthorizedKeyEntry(text.trim()));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "host-key must be a public key in OpenSSH's form, such as"
                            + " 'ecdsa-sha2-nistp256 AAAA…', whose type this JVM knows; ssh-ed25519 needs the dependency "
                            + ED25519_LIBRARY + " (" + e + ")",
                    e);
        }
    }

    private static PublicKey resolve(AuthorizedKeyEntry entry) throws IOException, GeneralSecurityException {
        return entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
    }

    private static List<PublicKey> read(Path file, SftpSettings settings) {
        List<PublicKey> keys = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (KnownHostEntry entry : entries(file)) {
            // Marked lines are revoked keys and certificate authorities: neither is a key to accept.
            if (entry.getMarker() == null && entry.isHostMatch(settings.host(), settings.port())) {
                try {
                    keys.add(resolve(entry.getKeyEntry()));
                } catch (IOException | GeneralSecurityException | RuntimeException e) {
                    unusable.add(entry.getKeyEntry().getKeyType());
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("known-hosts " + file + " has no usable key of " + settings.host()
                    + " port " + settings.port()
                    + (unusable.isEmpty() ? "" : "; there are keys of the types " + unusable)
                    + ": add a line of 'ssh-keyscan', or for ssh-ed25519 the dependency " + ED25519_LIBRARY);
        }
        return List.copyOf(keys);
    }

    private static List<KnownHostEntry> entries(Path file) {
        try {
            return KnownHostEntry.readKnownHostEntries(file);
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("known-hosts " + file + " cannot be read: " + e, e);
        }
    }

    boolean accepts(PublicKey key) {
        return keys == null || keys.stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
    }

    /** Returns whether a signature algorithm goes with one of the keys. */
    boolean usesAlgorithm(String algorithm) {
        return keys == null
                || keys.stream().map(KeyUtils::getKeyType).anyMatch(type -> KeyUtils.getAllEquivalentKeyTypes(type)
                        .contains(algorithm));
    }
}
