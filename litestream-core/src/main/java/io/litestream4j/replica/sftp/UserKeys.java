package io.litestream4j.replica.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The user's private keys, in OpenSSH's own form or as PEM. */
final class UserKeys {

    private UserKeys() {}

    /**
     * Reads a key file.
     *
     * @throws IllegalArgumentException if there is no usable key in it; the message shows no secret
     */
    static List<KeyPair> load(String file, Optional<String> passphrase) {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("key-path " + path + " cannot be read: check that it is there, and that"
                    + " this process may read it");
        }
        FilePasswordProvider provider = passphrase.map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY);
        PathResource resource = new PathResource(path);
        List<KeyPair> keys = new ArrayList<>();
        try {
            SecurityUtils.loadKeyPairIdentities(null, resource, resource.openInputStream(), provider)
                    .forEach(keys::add);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException(unusable(path, e.toString()), e);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "key-path " + path
                            + " has a form that needs the dependency org.bouncycastle:bcpkix-jdk18on: add it,"
                            + " or let 'ssh-keygen -p -f " + path + "' write the key in OpenSSH's own form",
                    e);
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(unusable(path, "no private key was found in it"));
        }
        return List.copyOf(keys);
    }

    private static String unusable(Path path, String reason) {
        return "key-path " + path + " has no usable private key: check key-passphrase, and for keys of type Ed25519 add"
                + " the dependency " + HostKeys.ED25519_LIBRARY + " (" + reason + ")";
    }
}
