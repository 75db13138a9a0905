package dev.firstline.cli.local;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What each service finds in the database: a role that owns one schema, and can't look into the others'. */
final class Schemas {

    private Schemas() {}

    /** Makes what is missing, and sets the roles' passwords. */
    static void prepare(LocalPostgres postgres, Secrets secrets) {
        try {
            try (Connection system = postgres.connect("postgres");
                    Statement sql = system.createStatement()) {
                if (!exists(sql, "select 1 from pg_database where datname = '" + LocalPostgres.DATABASE + "'")) {
                    sql.execute("create database " + LocalPostgres.DATABASE);
                }
            }
            try (Connection database = postgres.connect();
                    Statement sql = database.createStatement()) {
                sql.execute("revoke all on schema public from public");
                for (ServiceName service : ServiceName.values()) prepare(sql, service.word(), secrets);
            }
        } catch (SQLException failure) {
            throw new NotStarted("can't prepare the database: " + failure.getMessage(), failure);
        }
    }

    // The words are ours and the passwords hexadecimal: nothing needs quoting.
    private static void prepare(Statement sql, String service, Secrets secrets) throws SQLException {
        if (!exists(sql, "select 1 from pg_roles where rolname = '" + service + "'")) {
            sql.execute("create role " + service + " login");
        }
        sql.execute("alter role " + service + " password '" + secrets.databasePassword(service) + "'");
        sql.execute("alter role " + service + " set search_path = " + service);
        sql.execute("create schema if not exists " + service + " authorization " + service);
    }

    private static boolean exists(Statement sql, String query) throws SQLException {
        try (ResultSet found = sql.executeQuery(query)) {
            return found.next();
        }
    }
}
