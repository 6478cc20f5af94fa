package io.litestream4j.boot.actuate;

import io.litestream4j.replica.ReplicaUrl;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Masks the secrets among the settings of replicas in the endpoints that show properties, also where those show the values
 * of others. A replica's URL is shown without its password and its query.
 */
public final class LitestreamSanitizingFunction implements SanitizingFunction {

    /** Ends of secret keys, without anything but letters and digits. */
    private static final List<String> SECRETS = List.of(
            "secretaccesskey",
            "sessiontoken",
            "ssecustomerkey",
            "accountkey",
            "sastoken",
            "password",
            "passphrase",
            "token",
            "jwt",
            "seed");

    /** Creates the function. */
    public LitestreamSanitizingFunction() {}

    @Override
    public SanitizableData apply(SanitizableData data) {
        // One form for keys of files, environment variables and beans.
        String key = data.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        if (!key.startsWith("litestream")) {
            return data;
        }
        if (SECRETS.stream().anyMatch(key::endsWith)) {
            return data.withSanitizedValue();
        }
        return key.endsWith("replicaurl") ? masked(data) : data;
    }

    private static SanitizableData masked(SanitizableData data) {
        try {
            return data.getValue() == null
                    ? data
                    : data.withValue(
                            ReplicaUrl.parse(data.getValue().toString()).toString());
        } catch (IllegalArgumentException e) {
            return data.withSanitizedValue();
        }
    }
}
