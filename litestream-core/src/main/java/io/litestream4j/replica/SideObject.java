package io.litestream4j.replica;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A small object beside the LTX files of a replica, as it was at one moment; Litestream ignores it.
 *
 * @param name its name below the replica's path, without a slash in front, for example {@code lock.json}
 * @param content its bytes, at most {@link SideObjects#MAX_SIZE}; not to be changed
 * @param version what the store calls this content; a later content has another one
 */
public record SideObject(String name, byte[] content, String version) {

    /** Returns an object of a store that has no versions: a hash of the content stands for one. */
    public static SideObject withContentAsVersion(String name, byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
            return new SideObject(name, content, HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SideObject object
                && name.equals(object.name)
                && version.equals(object.version)
                && Arrays.equals(content, object.content);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + version.hashCode();
    }

    @Override
    public String toString() {
        return "SideObject[" + name + ", " + content.length + " bytes, version " + version + "]";
    }
}
