package io.litestream4j.replica.s3;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFileSupplier;

/** Turns {@link S3Credentials} into what the AWS SDK asks before each request. */
final class S3CredentialsProviders {

    private S3CredentialsProviders() {}

    /**
     * Makes a provider, without talking to anybody.
     *
     * @param region where to take a role
     * @param http sends the requests for a role
     */
    static AwsCredentialsProvider of(S3Credentials credentials, String region, SdkHttpClient http) {
        if (credentials instanceof S3Credentials.Keys keys) {
            return StaticCredentialsProvider.create(
                    keys.sessionToken() == null
                            ? AwsBasicCredentials.create(keys.accessKeyId(), keys.secretAccessKey())
                            : AwsSessionCredentials.create(
                                    keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()));
        }
        if (credentials instanceof S3Credentials.Profile profile) {
            return ProfileCredentialsProvider.builder()
                    .profileName(profile.name())
                    .profileFile(ProfileFileSupplier.defaultSupplier())
                    .build();
        }
        if (credentials instanceof S3Credentials.Role role) {
            return role(role, region, http);
        }
        return DefaultCredentialsProvider.builder().build();
    }

    private static AwsCredentialsProvider role(S3Credentials.Role role, String region, SdkHttpClient http) {
        try {
            return S3RoleCredentials.provider(role.arn(), of(role.base(), region, http), region, http);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "role-arn needs a library that is not on the class path: add software.amazon.awssdk:sts", e);
        }
    }
}
