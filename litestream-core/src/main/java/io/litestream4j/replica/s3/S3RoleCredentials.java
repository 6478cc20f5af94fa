package io.litestream4j.replica.s3;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/** The only class that needs the SDK's library for roles. */
final class S3RoleCredentials {

    private static final String SESSION_NAME = "litestream";

    private S3RoleCredentials() {}

    static AwsCredentialsProvider provider(
            String roleArn, AwsCredentialsProvider base, String region, SdkHttpClient http) {
        StsClient sts = StsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(base)
                .httpClient(http)
                .build();
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts)
                .refreshRequest(request -> request.roleArn(roleArn).roleSessionName(SESSION_NAME))
                .build();
    }
}
