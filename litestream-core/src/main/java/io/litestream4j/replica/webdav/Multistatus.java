package io.litestream4j.replica.webdav;

import io.litestream4j.replica.remote.RemoteFiles.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the answer to a PROPFIND, element by element. Nothing outside the answer is ever fetched. */
final class Multistatus {

    /** The request that is answered. */
    static final String REQUEST = "<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\"><prop>"
            + "<getcontentlength/><getlastmodified/><resourcetype/></prop></propfind>";

    private static final String NAMESPACE = "DAV:";

    private final XMLStreamReader xml;
    private final List<Entry> entries = new ArrayList<>();
    private String name = "";
    private boolean directory;
    private long size;
    private Instant modified = Instant.EPOCH;

    private Multistatus(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * Reads all entries, the directory itself among them.
     *
     * @throws IOException if it is no such answer
     */
    static List<Entry> read(InputStream in) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            return new Multistatus(factory.createXMLStreamReader(in)).read();
        } catch (XMLStreamException | DateTimeException | NumberFormatException e) {
            throw new IOException("the server's listing cannot be understood: " + e.getMessage(), e);
        }
    }

    private List<Entry> read() throws XMLStreamException {
        if (xml.nextTag() != XMLStreamConstants.START_ELEMENT || !is("multistatus")) {
            throw new XMLStreamException("not a DAV: multistatus, but " + xml.getName());
        }
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                default -> {
                    // white space, comments
                }
            }
        }
        return entries;
    }

    private void start() throws XMLStreamException {
        if (is("response")) {
            name = "";
            directory = false;
            size = 0;
            modified = Instant.EPOCH;
        } else if (is("href") && name.isEmpty()) {
            name = name(xml.getElementText());
        } else if (is("collection")) {
            directory = true;
        } else if (is("getcontentlength")) {
            // Empty where the property does not exist.
            size = text().map(Long::parseLong).orElse(size);
        } else if (is("getlastmodified")) {
            modified = text().map(Multistatus::time).orElse(modified);
        }
    }

    private void end() {
        if (is("response")) {
            entries.add(new Entry(name, directory, size, modified));
        }
    }

    private boolean is(String element) {
        return NAMESPACE.equals(xml.getNamespaceURI()) && element.equals(xml.getLocalName());
    }

    private Optional<String> text() throws XMLStreamException {
        return Optional.of(xml.getElementText().trim()).filter(text -> !text.isEmpty());
    }

    private static Instant time(String text) {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    }

    /** Returns the last part of an address or a path, decoded; proxies may change all that comes before it. */
    private static String name(String href) {
        String path = href.trim().replaceAll("/+$", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        try {
            return URLDecoder.decode(last.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // not encoded, so not by a server that has one of our files there
            return last;
        }
    }
}
