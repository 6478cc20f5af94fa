package io.litestream4j.replica.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

class S3CredentialsProvidersTests {

    @Test
    void temporaryKeysKeepTheirToken() {
        assertThat(provider(new S3Credentials.Keys("id", "secret", "token")).resolveCredentials())
                .isEqualTo(AwsSessionCredentials.create("id", "secret", "token"));
    }

    @Test
    void whatMayChangeIsAskedForAgain() {
        assertThat(provider(new S3Credentials.Chain())).isInstanceOf(DefaultCredentialsProvider.class);
        assertThat(provider(new S3Credentials.Profile("backup"))).isInstanceOf(ProfileCredentialsProvider.class);
        assertThat(provider(new S3Credentials.Role("arn:aws:iam::1:role/r", new S3Credentials.Chain())))
                .isInstanceOf(StsAssumeRoleCredentialsProvider.class);
    }

    private static AwsCredentialsProvider provider(S3Credentials credentials) {
        try (BlockingHttpClient http = new BlockingHttpClient(Duration.ofSeconds(1), Duration.ofSeconds(1), null)) {
            return S3CredentialsProviders.of(credentials, "us-east-1", http);
        }
    }
}
