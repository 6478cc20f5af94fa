package io.litestream4j.replica.s3;

/** What we ask of the service, and which permission that takes. */
enum S3Action {
    LIST("list", "s3:ListBucket on the bucket"),
    READ("read", "s3:GetObject on the objects"),
    WRITE("write", "s3:PutObject on the objects"),
    DELETE("delete", "s3:DeleteObject on the objects"),
    ABORT("abort the upload of", "s3:AbortMultipartUpload on the objects");

    private final String verb;
    private final String permission;

    S3Action(String verb, String permission) {
        this.verb = verb;
        this.permission = permission;
    }

    String verb() {
        return verb;
    }

    String permission() {
        return permission;
    }
}
