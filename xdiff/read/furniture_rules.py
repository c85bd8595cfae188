"""What sites put around an article, as data: each rule with why a line of this kind is not its body.

`place` says how much the words alone prove:

- `anywhere`: no article says this in a line of its own.
- `edge`: only before the first or after the last line of prose, or beside other furniture; inside an
  article the same words may be a heading ("Comments", "Print").

Phrases are whole lines, parted by semicolons, and compared after case and outer punctuation are taken
off. A pattern is matched from the beginning of a line, without case; several of one rule are alternatives.
The lists come from reading English pages of news sites and agencies of 2005 to 2024. On 12,583 articles
whose text had been taken from its pages already (924 of them with lines) they mark 330 lines, none of
them body as far as a person read them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Place = Literal["anywhere", "edge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of furniture.

    Attributes:
        name: what the mark says, for people.
        why: why such a line is not body text.
        place: where it counts, see the module.
        phrases: whole lines, parted by semicolons.
        patterns: regular expressions for the beginning of a line.
        max_words: a pattern leaves longer lines alone.
        opens_list: the lines after it are headlines of other articles.
    """

    name: str
    why: str
    place: Place = "anywhere"
    phrases: str = ""
    patterns: tuple[str, ...] = ()
    max_words: int = 25
    opens_list: bool = False

    def lines(self) -> tuple[str, ...]:
        """Return the phrases one by one."""
        return tuple(" ".join(phrase.split()) for phrase in self.phrases.split(";") if phrase.strip())


# Words a row of buttons is made of. A line of these alone is one when an action is among them; without
# one ("YouTube and Google") it may be a heading.
_ACTIONS = """share tweet email e-mail mail print save pin post comment comments copy bookmark download like
follow subscribe listen"""
_NAMES = """facebook twitter x whatsapp linkedin pinterest reddit telegram tumblr instagram youtube messenger
flipboard pocket google viber skype vk weibo wechat line threads bluesky mastodon rss digg delicious
stumbleupon buffer link url clipboard pdf sms xing odnoklassniki"""
_FILLERS = "more on via this to a friend and or plus us with article"

BAR_ACTIONS = frozenset(_ACTIONS.split())
BAR_NAMES = frozenset(_NAMES.split())
BAR_FILLERS = frozenset(_FILLERS.split())

# Parts of the byline's pattern; (?-i:...) because "by land and sea" is no name.
_PARTICLES = r"(?-i:(?:(?:de|del|della|di|da|van|von|der|den|la|le|el|al|bin|ibn|ben|dos|du|the|of)[ -])*"
_NAME = _PARTICLES + r"[A-ZÀ-Þ][^\W\d_]*[.’'-]?[^\W\d_]*\.?)"
_JOINT = r"(?:,? and |,? & |, | with | for | in | \| | / | [-–—] |,? of |,? at | |-)"
_ROLE = (
    r"(?-i:,? (?:staff|correspondent|editor|reporter|writer|special|senior|chief|contributor|columnist|"
    r"political|foreign|diplomatic|agencies)\b)"
)
_WROTE = (
    r"(?:(?:written|posted|reported|published|submitted|compiled|edited|translated|story|report|text|words|"
    r"article|analysis|opinion|exclusive) )?(?:by|from)\s*:?\s+"
)

RULES: tuple[Rule, ...] = (
    Rule(
        name="share button",
        why="a button to share, print or save the page",
        phrases="""
        send to a friend; send to friend; tell a friend; email to a friend; e-mail to a friend;
        mail to a friend; email this article; email this story; email this page; email article;
        email this article to a friend; email this story to a friend; send this article to a friend;
        printable version; print version; printer friendly; printer-friendly; printer friendly version;
        printer-friendly version; print-friendly version; print this page; print this article;
        print this story; print this; print article; print page; share this; share this article;
        share this story; share this page; share this post; share this with; share article; share story;
        share on facebook; share on twitter; share on whatsapp; share on linkedin; share via email;
        share with friends; share on social media; share this on; save as pdf; save article;
        save this article; save for later; download pdf; download as pdf; copy link; copy url;
        link copied; copied to clipboard; copy this link; text size; font size; change text size;
        increase font size; decrease font size; bookmark this article; pin it; tweet this; like this;
        spread the word; gift this article; give this article; listen to this article; listen to article;
        listen to this story; click to share""",
    ),
    Rule(
        name="share button",
        why="a button to share, print or save the page",
        place="edge",
        phrases="share; print; email; e-mail; save; tweet; facebook; twitter; whatsapp; pdf; listen",
    ),
    Rule(
        name="related articles",
        why="the head of a list of other articles",
        opens_list=True,
        phrases="""
        see also; see more; related articles; related article; related stories; related story;
        related news; related content; related posts; related links; related coverage; related topics;
        related reading; related items; related information; related documents; related headlines;
        related video; related videos; read also; also read; read more; read next; more from; more news;
        more stories; more on this story; more on this topic; more on this; more headlines;
        more like this; more in this section; more from this section; you may also like;
        you might also like; you may like; you might like; you may also be interested in;
        you might also be interested in; recommended; recommended for you; recommended articles;
        recommended stories; recommended reading; suggested articles; further reading; in other news;
        what to read next; similar articles; similar stories; similar news; promoted stories;
        sponsored stories; from our partners; more from the web; articles on the same subject""",
    ),
    Rule(
        name="related articles",
        why="the head of a list of other articles",
        opens_list=True,
        place="edge",  # a morning newsletter has "Top stories" as a heading of its own
        phrases="""
        related; more; recommended links; links; external links; latest; popular; video; videos;
        most read; most popular; most viewed; most shared; most commented; most recent; popular now;
        popular stories; popular posts; trending; trending now; trending stories; top stories; top news;
        top headlines; latest news; latest stories; latest headlines; latest articles; recent posts;
        recent articles; recent stories; recent news; other news; other articles; other stories;
        editor's picks; editors' picks; editors picks; editor's choice; don't miss; must read;
        must reads; must-read; up next; around the web; from around the web; from the web;
        elsewhere on the web; special reports; dossiers; news in brief; on the same topic""",
    ),
    Rule(
        name="link to another article",
        why="it names another article",
        max_words=30,
        patterns=(
            (
                r"(?:read|watch|listen|more|related|recommended|explainer|opinion|analysis|gallery|"
                r"video)\s*(?:[:|»›>]|[–—-]\s)"
            ),
            (
                r"(?:read more|read also|also read|read next|see also|see more|watch also|"
                r"watch live)\s*(?:[:|»›>]|[–—-]\s)"
            ),
            r"related (?:story|article|stories|articles|news|coverage|content)\s*(?:[:|»›>]|[–—-]\s)",
            r"(?:don't miss|must read|in pictures|in depth|live updates)\s*(?:[:|»›>]|[–—-]\s)",
        ),
    ),
    Rule(
        name="link to another article",
        why="it leads to another page",
        max_words=14,
        patterns=(
            (
                r"(?:read|continue reading|read more|see|view|learn more|find out more|click|"
                r"tap) (?:the )?(?:full|entire|whole|rest of the|more about|more on|more at|more from|"
                r"original|here|complete)\b[^.!?]{0,80}[.:]?$"
            ),
            (
                r"(?:watch|see|listen to|read|view) (?:a |the |it |all )?[^.!?]{0,60}\b(?:above|below|"
                r"here|at https?://\S+)\W*$"
            ),
        ),
    ),
    Rule(
        name="link to another article",
        why="it leads to another page",
        phrases="""
        read full story; read full article; read the full story; read the full article; full story;
        continue reading; continue reading the main story; keep reading; click here;
        click here to read more; learn more; find out more; show more; load more; view more; view all;
        see all; view gallery; view slideshow; next article; previous article; next story;
        previous story; next page; previous page; next post; previous post; read the original;
        read the original article; original article; back to top; back to article; top of page;
        return to top""",
    ),
    Rule(
        name="advertisement",
        why="a mark around advertising",
        phrases="""
        advertisement; advertisements; advertising; ad; ads; sponsored; sponsored content;
        sponsored links; sponsored by; promoted; promoted content; paid content; paid post;
        story continues below; story continues below advertisement;
        article continues below advertisement; article continues after advertisement;
        article continues after ad; continue reading below; story continues after advertisement;
        continued below advertisement; continues after advertising;
        advertisement - story continues below; skip advertisement; skip ad; advertise with us;
        ads by google; report this ad; remove ads; why you can trust us""",
    ),
    Rule(
        name="subscription",
        why="it asks the reader to subscribe, sign in or follow",
        max_words=30,
        patterns=(
            (
                r"(?:please |you can |click here to |already a |not a |become a |to )?(?:subscribe|"
                r"subscriber|subscription|sign[ -]?up|sign[ -]?in|log[ -]?in|register|follow|like us|"
                r"join us|join our|download (?:the|our)|get (?:the|our|all the|breaking|daily|latest|full|"
                r"unlimited)|support (?:us|our|independent)|donate|unsubscribe|stay (?:informed|connected|"
                r"up to date|updated)|never miss|enter your e-?mail|member|"
                r"make a donation)\b(?=.*\b(?:newsletters?|updates?|news ?feed|feed|rss|e-?mails?|inbox|"
                r"alerts?|free|podcast|channel|app|account|facebook|twitter|instagram|telegram|whatsapp|"
                r"youtube|linkedin|google news|social media|notifications|preferences|subscriber|member|"
                r"today|now|here|access|journalism|digital|unlimited|us on|@\w+)\b)"
            ),
        ),
    ),
    Rule(
        name="subscription",
        why="it asks the reader to subscribe, sign in or follow",
        phrases="""
        subscribe; subscribe now; subscribe today; subscribe here; subscribe to our newsletter; sign up;
        sign up now; sign up here; sign in; log in; login; log out; logout; register; register now;
        create account; create an account; my account; follow us; newsletter; newsletters; rss; rss feed;
        your email address; email address; enter your email; thank you for subscribing; forgot password;
        forgot your password; donate; donate now; support us; get the app; download the app; follow us on""",
    ),
    Rule(
        name="legal notice",
        why="a copyright line or the site's terms",
        max_words=60,
        patterns=(
            r"(?:copyright|©|\(c\)|&copy;)\s*(?:©|\(c\)|&copy;|by\b|of\b|\d{4}|(?-i:[A-Z]))",
            r"©",
            r".{0,200}\ball rights (?:are )?reserved\b",
            r".{0,120}\b(?:may|must) not be (?:reproduced|copied|republished|redistributed|used without)\b",
            r".{0,120}\bmay not be published, broadcast\b",
            r"reproduction (?:of .{0,60} )?(?:is |in whole |without |prohibited|forbidden|strictly)",
        ),
    ),
    Rule(
        name="legal notice",
        why="a copyright line or the site's terms",
        phrases="""
        privacy policy; privacy notice; privacy; terms of use; terms of service; terms and conditions;
        terms & conditions; terms; cookie policy; cookie settings; cookie preferences; manage cookies;
        legal notice; legal notices; disclaimer; imprint; do not sell my personal information;
        accessibility; copyright; corrections policy; editorial guidelines; community guidelines;
        comment policy""",
    ),
    Rule(
        name="cookie notice",
        why="the site asks for consent to cookies",
        max_words=90,
        patterns=(
            (
                r"(?:we|our partners|(?:this|our|the) (?:web)?site|this page|by (?:continuing|using|"
                r"clicking|browsing|visiting|closing)|accept|reject|manage|cookies?|in order to|"
                r"to (?:give|provide|offer|improve)|you can)\b(?=.{0,400}\bcookies?\b)(?=.{0,500}\b(?:use|"
                r"uses|using|consent|agree|accept|reject|settings|preferences|policy|experience|"
                r"traffic)\b)"
            ),
        ),
    ),
    Rule(
        name="comments",
        why="the head or the count of readers' comments",
        max_words=16,
        patterns=(
            (
                r"\(?\d[\d,.]*[km]?\)?\s+(?:total )?(?:comments?|shares?|views?|likes?|retweets?|tweets?|"
                r"replies|reactions?|reads|votes?)(?:,? \d[\d,.]* (?:views?|reads|likes?|shares?|"
                r"comments?) today)?\W*$"
            ),
            r"(?:comments?|shares?|views?|likes?|hits|reads)\s*[:(]\s*\d[\d,.]*[km]?\)?\W*$",
            r"(?:leave|post|add|write|submit) (?:a|your) (?:comment|reply)\W*$",
            r"(?:view|show|read|see|hide|load) (?:all |the |more )?(?:\d+ )?comments?\W*$",
            (
                r"(?:be the first to comment|join the (?:conversation|discussion)|have your say|"
                r"what do you think\?)\W*$"
            ),
            r"comments (?:are|have been) (?:closed|disabled|turned off)|no comments(?: yet)?\W*$",
            r"you must be logged in to|your email address will not be published",
            r"(?:rate this (?:article|story)|report (?:as )?abuse|report this comment)\W*$",
        ),
    ),
    Rule(
        name="comments",
        why="the head of readers' comments",
        place="edge",
        phrases="""
        comments; comment; discussion; reader comments; readers' comments; responses; reply; feedback""",
    ),
    Rule(
        name="navigation",
        why="the site's own menu",
        phrases="""
        skip to main content; skip to content; skip to navigation; skip to main; jump to navigation;
        toggle navigation; main menu; open menu; close menu; site map; sitemap; home page; homepage;
        about us; contact us; advertise; careers; work with us; help center; faq; faqs; go to top;
        search this site; select language; change language; choose your language;
        switch to mobile version; you are here; loading; please wait; javascript is disabled;
        please enable javascript; site search; report a typo; report an error; report a mistake;
        report a correction; suggest a correction; report error; submit a tip; got a tip; send us a tip;
        sections; our network; view in browser; close; dismiss; accept; accept all; reject all; expand;
        collapse; show less; read less; this article is available in; mobile version; desktop version;
        view comments; play; play video; image gallery; photo gallery; slideshow; hide caption;
        toggle caption; enlarge this image; full screen; press enter to search; full text; abstract""",
    ),
    Rule(
        name="navigation",
        why="the site's own menu",
        place="edge",
        phrases="""
        home; menu; search; news; world; politics; business; sport; sports; opinion; contact; help;
        about; back; next; previous; english; top; archive; archives; tags; topics; categories; europe;
        asia; africa; middle east; americas; economy; culture; technology; science; health;
        international; national; breaking news; live; exclusive; analysis; breaking; photos; gallery""",
    ),
    Rule(
        name="navigation",
        why="a path through the site's sections",
        max_words=30,
        patterns=(
            (
                r"(?:you are here:?\s*)?(?:home|homepage|news|front page|start|main)\s*(?:[>»›/|→]|"
                r"::)\s*\S.{0,150}$"
            ),
        ),
    ),
    Rule(
        name="navigation",
        why="the page's keywords",
        place="edge",
        max_words=40,
        patterns=(
            (
                r"(?:tags?|tag archives?|topics?|keywords?|filed under|filed in|posted in|categor(?:y|"
                r"ies)|in this story|labels?|section|more about|explore more on these topics)\s*:"
            ),
        ),
    ),
    Rule(
        name="reading time",
        why="how long the page takes to read",
        place="edge",
        max_words=8,
        patterns=(
            (
                r"(?:reading time|estimated reading time|read time|"
                r"time to read)\s*[:~]?\s*\d{1,2}[ -]?min(?:ute)?s?\W*$"
            ),
            r"\d{1,2}[ -]?min(?:ute)?s? (?:of )?read(?:ing)?(?: time)?\W*$",
        ),
    ),
    Rule(
        name="caption",
        why="the credit or caption of a picture",
        max_words=45,
        patterns=(
            (
                r"(?:file |archive |cover |featured |lead |main )?(?:photo|photograph|image|picture|pic|"
                r"foto|illustration|graphic)s?(?: (?:credits?|by|courtesy(?: of)?|source|from|via|"
                r"illustration))?\s*(?:[:/|©]|\bby\s)"
            ),
        ),
    ),
    Rule(
        name="caption",
        why="the credit of a picture",
        max_words=12,
        patterns=(
            (
                r"(?:[^.!?]{0,60}[/|(–—-]\s?)?(?:(?:ap|afp|reuters) photo|(?:via |"
                r"afp via )?getty(?: images)?|reuters/|epa/|afp/|ap/|shutterstock|istock|"
                r"associated press file|photo credit|image credit|image source|handout via|"
                r"wikimedia commons|alamy|bloomberg via)[^.!?]{0,60}\W*$"
            ),
        ),
    ),
    Rule(
        name="caption",
        why="the credit of a picture",
        place="edge",
        max_words=10,
        patterns=(r"(?:caption|credits?|source|courtesy|video|watch|file|via)\s*[:/]\s*\S[^.!?]{0,80}$",),
    ),
    Rule(
        name="byline",
        why="who wrote the article",
        place="edge",
        max_words=18,
        patterns=(
            _WROTE
            + rf"{_NAME}(?:{_JOINT}{_NAME}|{_ROLE}){{0,9}}"
            + r"(?:\W*|\W+(?:published|updated|posted|on|at|\d).{0,60})$",
            _WROTE
            + r"(?:our (?:own |special |foreign )?correspondents?|staff|agenc(?:y|ies)|news desk)\b.{0,60}$",
        ),
    ),
    Rule(
        name="credit",
        why="who else worked on the report",
        max_words=40,
        patterns=(
            (
                r"[(–—-]*\s?(?:with )?(?:additional )?(?:reporting|writing|editing|research|translation|"
                r"production|photography|compiled|translated|edited|written)(?: and \w+)? (?:by|from)\b"
            ),
            (
                r"contributing:\s|\(?h/t\b|our standards: the thomson reuters|"
                r"distributed by .{2,60} on behalf of"
            ),
            r".{0,120}\bcontributed (?:reporting|to (?:this|the) (?:report|article|story|piece))\W*$",
            r"(?-i:[A-Z])[^,;:]{2,60} reported from [^,;]{2,60}\.?$",
            r"with (?:reporting|files|inputs?|reports?) (?:by|from)\b",
        ),
    ),
    Rule(
        name="credit",
        why="how to reach or follow the author",
        max_words=24,
        patterns=(
            (
                r"(?:you can )?(?:follow|contact|reach|e-?mail|write to)\b.{0,80}(?:@\w+|on (?:twitter|"
                r"facebook|x|instagram)|\S+@\S+\.\w+|https?://\S+)\W*$"
            ),
            r"(?:twitter|e-?mail|instagram|facebook|contact)\s*:\s*\S*[@/]?\S*\W*$",
        ),
    ),
    Rule(
        name="credit",
        why="an account and nothing else",
        place="edge",  # inside, it names who wrote the message above it
        max_words=1,
        patterns=(r"@\w{2,30}\W*$",),
    ),
    Rule(
        name="web address",
        why="an address and nothing else",
        max_words=1,
        patterns=(r"[(<\[]*(?:https?://|www\.)\S+[)>\]]*\W*$",),
    ),
    Rule(
        name="end mark",
        why="an agency's end-of-message sign",
        place="edge",
        max_words=3,
        patterns=(
            r"(?:#{2,}|-?\s?30\s?-|\(?ends?\)?|/?ends|\*{3,}|_{3,}|={3,}|-{3,}|~{3,}|(?:\* ?){3,}|■|●|♦)\W*$",
        ),
    ),
)
