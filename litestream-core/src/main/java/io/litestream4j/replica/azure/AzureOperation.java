package io.litestream4j.replica.azure;

/** What we ask of the store, and what somebody has to allow for it. */
enum AzureOperation {
    LIST("list", "Storage Blob Data Reader", "list (l)"),
    READ("read", "Storage Blob Data Reader", "read (r)"),
    CREATE("create", "Storage Blob Data Contributor", "create (c)"),
    REPLACE("replace", "Storage Blob Data Contributor", "write (w)"),
    DELETE("delete", "Storage Blob Data Contributor", "delete (d)");

    private final String verb;
    private final String role;
    private final String sasPermission;

    AzureOperation(String verb, String role, String sasPermission) {
        this.verb = verb;
        this.role = role;
        this.sasPermission = sasPermission;
    }

    String verb() {
        return verb;
    }

    /** Returns what to add, as the end of a sentence. */
    String remedy() {
        return "give the role '" + role + "' on the container, or a SAS with the permission " + sasPermission;
    }
}
