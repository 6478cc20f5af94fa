package io.litestream4j.replica.gcs;

/** What we ask of the store, and what somebody has to allow for it. */
enum GcsOperation {
    LIST("list", "storage.objects.list", "Storage Object Viewer"),
    READ("read", "storage.objects.get", "Storage Object Viewer"),
    CREATE("create", "storage.objects.create", "Storage Object Creator"),
    REPLACE("replace", "storage.objects.delete", "Storage Object User"),
    DELETE("delete", "storage.objects.delete", "Storage Object User");

    private final String verb;
    private final String permission;
    private final String role;

    GcsOperation(String verb, String permission, String role) {
        this.verb = verb;
        this.permission = permission;
        this.role = role;
    }

    String verb() {
        return verb;
    }

    /** Returns what to add, as the end of a sentence. */
    String remedy() {
        return "give the permission " + permission + " on the bucket, for example by the role '" + role + "'";
    }
}
