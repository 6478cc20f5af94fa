package io.litestream4j.replica.azure;

import io.litestream4j.replica.ReplicaUrl;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a replica is: {@code abs://[account@]container/path}.
 *
 * @param account null if the URL names none
 * @param container never empty
 * @param path without slashes at its ends; may be empty
 */
record AzureLocation(@Nullable String account, String container, String path) {

    static AzureLocation of(ReplicaUrl url) {
        String authority = url.uri().getRawAuthority() == null ? "" : url.uri().getRawAuthority();
        int at = authority.lastIndexOf('@');
        String account = at <= 0 ? null : authority.substring(0, at);
        if (account != null && account.indexOf(':') >= 0) {
            throw new IllegalArgumentException("abs replica URL has a password: write abs://account@container/path, and"
                    + " set account-key or LITESTREAM_AZURE_ACCOUNT_KEY");
        }
        String container = authority.substring(at + 1);
        if (container.isEmpty()) {
            throw new IllegalArgumentException(
                    "abs replica URL names no container: expected abs://[account@]container/path");
        }
        return new AzureLocation(account, container, url.uri().getPath().replaceAll("^/+|/+$", ""));
    }

    /** Returns the endpoint of the account in Azure's public cloud. */
    static String publicEndpoint(String account) {
        return "https://" + account.toLowerCase(Locale.ROOT) + ".blob.core.windows.net";
    }

    /** Returns the name of a blob beside the LTX files. */
    String blobName(String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }
}
