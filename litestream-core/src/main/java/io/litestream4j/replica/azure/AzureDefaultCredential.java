package io.litestream4j.replica.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.identity.DefaultAzureCredentialBuilder;

/** The one place that needs Azure's identity library, which is loaded with it. */
final class AzureDefaultCredential {

    private AzureDefaultCredential() {}

    static TokenCredential create(HttpClient http) {
        return new DefaultAzureCredentialBuilder().httpClient(http).build();
    }
}
