/** The browser side of post-backs: a whole-page submit, or a partial one when the link stands in an UpdatePanel. */
export const POST_BACK_SCRIPT = `<div id="UpdateProgress" style="display:none" role="status">Loading, please wait...</div>
<script>
function __doPostBack(target, argument) {
  var form = document.forms['Form'];
  form.__EVENTTARGET.value = target;
  form.__EVENTARGUMENT.value = argument;
  var link = document.getElementById(target.replace(/\\$/g, '_')) || document.activeElement;
  if (link && link.closest && link.closest('[data-update-panel]')) partialPostBack(form); else form.submit();
}
function partialPostBack(form) {
  var progress = document.getElementById('UpdateProgress');
  var request = new XMLHttpRequest();
  var body = new URLSearchParams(new FormData(form));
  body.set('__ASYNCPOST', 'true');
  progress.style.display = '';
  request.open('POST', form.action);
  request.setRequestHeader('X-MicrosoftAjax', 'Delta=true');
  request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=utf-8');
  request.onload = function () {
    form.__EVENTTARGET.value = '';
    form.__EVENTARGUMENT.value = '';
    if (/^text\\/html/.test(request.getResponseHeader('Content-Type') || '')) {
      document.open(); document.write(request.responseText); document.close(); return;
    }
    applyDelta(request.responseText);
    progress.style.display = 'none';
  };
  request.send(body.toString());
}
function applyDelta(text) {
  var at = 0;
  function upTo() { var end = text.indexOf('|', at); var part = text.slice(at, end); at = end + 1; return part; }
  while (at < text.length) {
    var length = Number(upTo()), type = upTo(), id = upTo(), content = text.substr(at, length);
    at += length + 1;
    if (type === 'updatePanel') document.getElementById(id).innerHTML = content;
    else if (type === 'hiddenField') document.getElementById(id).value = content;
    else if (type === 'pageRedirect') window.location.href = content;
  }
}
</script>`;
