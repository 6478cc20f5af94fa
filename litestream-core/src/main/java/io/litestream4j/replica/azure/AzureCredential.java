package io.litestream4j.replica.azure;

import io.litestream4j.replica.ReplicaOptions;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** How the account lets us in; a SAS comes before a key, settings come before the environment. */
sealed interface AzureCredential {

    /** What a key looks like; the client library finds out with its first request only. */
    Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]+={0,2}");

    /** A shared access signature, without a question mark in front. */
    record Sas(String token) implements AzureCredential {

        @Override
        public String toString() {
            return "Sas[***]";
        }
    }

    /** The account's key. */
    record Key(String account, String key) implements AzureCredential {

        /** Checks the form. */
        public Key {
            if (!BASE64.matcher(key).matches()) {
                throw new IllegalArgumentException("account-key is not in base64: copy it as Azure shows it");
            }
        }

        @Override
        public String toString() {
            return "Key[" + account + ", ***]";
        }
    }

    /** Whatever identity the process has. */
    record Default() implements AzureCredential {}

    /** Returns whether the settings themselves, not the environment, name a secret. */
    static boolean isSet(ReplicaOptions options) {
        return options.text("sas-token").isPresent()
                || options.text("account-key").isPresent();
    }

    /**
     * Chooses.
     *
     * @param environment gives an environment variable's value, or an empty text
     */
    static AzureCredential of(ReplicaOptions options, String account, UnaryOperator<String> environment) {
        Optional<AzureCredential> set = sas(options.text("sas-token"))
                .or(() -> key(account, options.text("account-key")))
                .or(() -> sas(variable(environment, "LITESTREAM_AZURE_SAS_TOKEN")))
                .or(() -> key(account, variable(environment, "LITESTREAM_AZURE_ACCOUNT_KEY")));
        return set.orElseGet(Default::new);
    }

    private static Optional<AzureCredential> sas(Optional<String> token) {
        return token.map(text -> new Sas(text.startsWith("?") ? text.substring(1) : text));
    }

    private static Optional<AzureCredential> key(String account, Optional<String> key) {
        return key.map(text -> new Key(account, text));
    }

    private static Optional<String> variable(UnaryOperator<String> environment, String name) {
        return Optional.of(environment.apply(name)).filter(value -> !value.isEmpty());
    }
}
