package dev.firstline.e2e.delivery.facts;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Questions to the database.
 *
 * @param connection stays its opener's
 */
record Sql(Connection connection) {

    /** Reads one row. */
    @FunctionalInterface
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** All rows of a query, mapped. */
    <T> List<T> list(String query, Mapper<T> mapper) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<T> list = new ArrayList<>();
            while (rows.next()) list.add(mapper.map(rows));
            return list;
        }
    }

    /** The one text that a query comes to. */
    String text(String query) throws SQLException {
        return list(query, row -> row.getString(1)).getFirst();
    }
}
